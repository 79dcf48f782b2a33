package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Responses of the token and revocation endpoints (RFC 6749 §5). Of Connect's, only the fields defined there remain. */
final class TokenResponse {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int SERVER_ERRORS = 500;

    private static final String REFRESH = "refresh_token";

    private static final List<String> FIELDS =
            List.of("access_token", "token_type", REFRESH, "scope", "error", "error_description", "error_uri");

    /** RFC 6749 defines all of these fields as visible ASCII. */
    private static final Pattern VISIBLE = Pattern.compile("[ -~]+");

    private TokenResponse() {}

    /** Returns the response to a request, also if it is refused before anything is sent to Connect. */
    static Response of(Supplier<Response> work) {
        try {
            return work.get();
        } catch (TokenRefusedException e) {
            var status = e.error().equals("invalid_client") ? UNAUTHORIZED : BAD_REQUEST;
            return OAuthErrors.of(status, e.error(), String.valueOf(e.getMessage()));
        } catch (Parameters.InvalidParametersException e) {
            return invalid(e);
        }
    }

    /** Returns the response to a request whose parameters cannot be read. */
    static Response invalid(Parameters.InvalidParametersException e) {
        return OAuthErrors.of(BAD_REQUEST, "invalid_request", String.valueOf(e.getMessage()));
    }

    /**
     * Returns Connect's token response, or its refusal.
     *
     * @param sent Connect's refresh token that it was sent, which remains valid if it returns none (RFC 6749 §6); null
     *     if it was sent none
     * @param seal makes the client's refresh token of Connect's
     */
    static Response token(ConnectReply reply, @Nullable String sent, Function<String, Optional<String>> seal) {
        var body = known(reply.body());
        if (reply.status() != OK || !body.has("access_token")) {
            return refusal(reply);
        }
        var refresh = body.has(REFRESH) ? body.path(REFRESH).asText() : sent;
        if (refresh != null) {
            seal.apply(refresh).ifPresentOrElse(token -> body.put(REFRESH, token), () -> body.remove(REFRESH));
        }
        return json(OK, body);
    }

    /** Returns Connect's refusal; anything that is neither that nor a success is an outage. */
    static Response refusal(ConnectReply reply) {
        var body = known(reply.body());
        if (reply.status() >= BAD_REQUEST && reply.status() < SERVER_ERRORS && body.has("error")) {
            return json(reply.status(), body);
        }
        throw new ConnectUnavailableException(
                "Quilt Connect failed with HTTP " + reply.status() + "; try again later.", null);
    }

    /** Returns a successful response without a body. */
    static Response empty() {
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static ObjectNode known(ObjectNode reply) {
        var body = JsonNodeFactory.instance.objectNode();
        for (var name : FIELDS) {
            var value = reply.path(name);
            if (value.isTextual() && VISIBLE.matcher(value.textValue()).matches()) {
                body.set(name, value);
            }
        }
        var lifetime = reply.path("expires_in");
        if (lifetime.isIntegralNumber()) {
            body.set("expires_in", lifetime);
        }
        return body;
    }

    private static Response json(int status, ObjectNode body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.toString())
                .build();
    }
}
