package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Quilt Connect on loopback: one resource, PKCE, codes that are valid once, and refresh tokens of one client each. */
final class FakeConnect implements AutoCloseable {
    private final FakeUpstream upstream = new FakeUpstream();
    private final Map<String, Parameters> codes = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final List<Parameters> forms = new ArrayList<>();
    private int issued;

    /** What it says of itself as the issuer in authorization responses; null for nothing. */
    @Nullable
    String iss;

    /** Whether its metadata promises the issuer in authorization responses. */
    boolean promisesIssuer;

    /** Status and body of its next responses at the token and revocation endpoints, instead of its own. */
    @Nullable
    String scripted;

    int scriptedStatus = 200;

    /** The path that {@link #fault} concerns. */
    volatile String faultyPath = "";

    /** What happens to requests at that path. */
    volatile Fault fault = _ -> false;

    /** A misbehaviour; returns whether the response is done with. */
    interface Fault {
        boolean handle(HttpExchange exchange) throws IOException;
    }

    FakeConnect() {
        upstream.answering(this::handle);
    }

    String url() {
        return upstream.url();
    }

    /** Returns the forms that it got, in order. */
    List<Parameters> forms() {
        return List.copyOf(forms);
    }

    /** The user agrees at the address that the browser was sent to; returns where the browser is sent from there. */
    String agree(String address) {
        var request = Parameters.parse(URI.create(address).getRawQuery());
        if (!(url() + "/mcp/platform").equals(request.get("resource"))) {
            throw new AssertionError("invalid_resource");
        }
        var code = "connect-code-" + ++issued;
        codes.put(code, request);
        return respond(request, "code=" + code);
    }

    /** Returns a refresh token that it issues to one of its clients. */
    String refreshToken(String client) {
        var token = "refresh-" + ++issued;
        refreshTokens.put(token, client);
        return token;
    }

    /** The user refuses. */
    String refuse(String address, String error) {
        return respond(Parameters.parse(URI.create(address).getRawQuery()), "error=" + error);
    }

    private String respond(Parameters request, String parameter) {
        return request.required("redirect_uri") + "?" + parameter + "&state=" + request.required("state")
                + (iss == null ? "" : "&iss=" + iss);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals(faultyPath) && fault.handle(exchange)) {
            return;
        } else if (path.equals("/.well-known/oauth-authorization-server")) {
            FakeUpstream.answer(exchange, 200, "application/json", metadata().toString());
            return;
        } else if (path.equals("/auth/register")) {
            FakeUpstream.answer(exchange, 201, "application/json", "{\"client_id\":\"registered\"}");
            return;
        }
        var form = Parameters.parse(upstream.seen().getLast().body());
        forms.add(form);
        if (scripted != null) {
            FakeUpstream.answer(exchange, scriptedStatus, "application/json", scripted);
        } else if (path.equals("/auth/token")) {
            var reply = token(form);
            FakeUpstream.answer(exchange, reply.has("error") ? 400 : 200, "application/json", reply.toString());
        } else {
            FakeUpstream.answer(exchange, path.equals("/auth/revoke") ? 200 : 404, "application/json", "");
        }
    }

    private ObjectNode metadata() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("issuer", url())
                .put("authorization_response_iss_parameter_supported", promisesIssuer)
                .put("authorization_endpoint", url() + "/connect/authorize")
                .put("token_endpoint", url() + "/auth/token")
                .put("registration_endpoint", url() + "/auth/register")
                .put("revocation_endpoint", url() + "/auth/revoke");
    }

    private ObjectNode token(Parameters form) {
        var fits = "refresh_token".equals(form.get("grant_type"))
                ? form.required("client_id").equals(refreshTokens.remove(form.required("refresh_token")))
                : fits(codes.remove(form.required("code")), form);
        if (!fits) {
            return JsonNodeFactory.instance.objectNode().put("error", "invalid_grant");
        }
        var refresh = "refresh-" + ++issued;
        refreshTokens.put(refresh, form.required("client_id"));
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", "access-" + ++issued)
                .put("token_type", "Bearer")
                .put("expires_in", 3600)
                .put("refresh_token", refresh)
                .put("scope", "platform")
                .put("session", "Connect's own");
    }

    private static boolean fits(@Nullable Parameters request, Parameters form) {
        return request != null
                && form.required("client_id").equals(request.get("client_id"))
                && form.required("redirect_uri").equals(request.get("redirect_uri"))
                && form.required("resource").equals(request.get("resource"))
                && FlowCookies.hash(form.required("code_verifier")).equals(request.get("code_challenge"));
    }

    @Override
    public void close() {
        upstream.close();
    }
}
