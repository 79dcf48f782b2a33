package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Registers clients (RFC 7591): each becomes a client of Connect whose only redirect is ours, and gets what it asked
 * for, sealed, as its id. Nothing is stored.
 */
@Path(SignIn.REGISTER)
public final class RegisterResource {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_CONNECT_ID = 512;
    private static final int CREATED = 201;
    private static final int REFUSED = 400;
    private static final int UPSTREAM_FAULT = 502;
    private static final int UPSTREAM_LIMIT = 429;
    private static final int UPSTREAM_FAILED = 500;
    private static final String INVALID_REDIRECT = "invalid_redirect_uri";
    private static final String INVALID_METADATA = "invalid_client_metadata";

    private final SignInSettings settings;
    private final ConnectClient connect;
    private final SealedValues values;
    private final StepRunner steps;
    private final InstantSource clock;

    RegisterResource(
            SignInSettings settings,
            ConnectClient connect,
            SealedValues values,
            StepRunner steps,
            InstantSource clock) {
        this.settings = settings;
        this.connect = connect;
        this.values = values;
        this.steps = steps;
        this.clock = clock;
    }

    /** Returns 201 with the client's metadata, its name as the consent page shows it, or 400 with the reason. */
    @POST
    public Response register(@Context ContainerRequestContext request, byte[] body) {
        return steps.run(SignInStep.REGISTER, request, attempt -> {
            var metadata = object(body);
            var redirects = strings(metadata.path("redirect_uris"));
            var refusal = refusal(metadata, redirects);
            return refusal.orElseGet(() -> register(metadata, redirects, attempt));
        });
    }

    private static JsonNode object(byte[] body) {
        try {
            return BoundedJsonParser.ARGUMENT.read(body);
        } catch (UnreadableJsonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private Optional<Response> refusal(JsonNode metadata, List<String> redirects) {
        if (!metadata.isObject()) {
            return refuse(INVALID_METADATA, "Send a JSON object of client metadata (RFC 7591).");
        } else if (redirects.isEmpty() || redirects.size() > MAX_REDIRECTS) {
            return refuse(INVALID_REDIRECT, "redirect_uris must have 1 to %d URIs.".formatted(MAX_REDIRECTS));
        }
        var foreign = redirects.stream()
                .flatMap(redirect -> settings.redirects().refusal(redirect).stream())
                .findFirst();
        if (foreign.isPresent()) {
            return refuse(INVALID_REDIRECT, foreign.get());
        }
        var grants = metadata.path("grant_types");
        return grants.isMissingNode() || grants.isNull() || strings(grants).contains("authorization_code")
                ? Optional.empty()
                : refuse(INVALID_METADATA, "grant_types must contain authorization_code.");
    }

    private static Optional<Response> refuse(String error, String description) {
        return Optional.of(OAuthErrors.of(REFUSED, error, description));
    }

    private Response register(JsonNode metadata, List<String> redirects, StepAttempt attempt) {
        attempt.stranger();
        attempt.named(redirects.getFirst());
        var name = DisplayText.clean(metadata.path("client_name").asText(""));
        var via = "%s via %s"
                .formatted(
                        name.isEmpty() ? attempt.host() : name,
                        settings.publicOrigin().getHost());
        var reply = connect.register(via, settings.callbackUrl());
        var id = reply.body().path("client_id");
        if (!reply.ok() || !id.isTextual() || id.asText().length() > MAX_CONNECT_ID) {
            return failed(reply.status());
        }
        var client = new RegisteredClient(name, redirects, id.asText());
        return Response.status(CREATED)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(document(client).toString())
                .build();
    }

    private Response failed(int status) {
        if (status == UPSTREAM_LIMIT || status >= UPSTREAM_FAILED || status < REFUSED) {
            throw new ConnectUnavailableException(
                    "Quilt Connect cannot register clients now (HTTP %d); try again later.".formatted(status), null);
        }
        return OAuthErrors.of(
                UPSTREAM_FAULT,
                "server_error",
                "Quilt Connect refused to register this server as a client (HTTP %d); its ConnectAllowedHosts must allow %s."
                        .formatted(status, settings.callbackUrl()));
    }

    private ObjectNode document(RegisteredClient client) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", values.seal(Purpose.CLIENT, client.json(), null))
                .put("client_id_issued_at", clock.instant().getEpochSecond());
        if (!client.name().isEmpty()) {
            json.put("client_name", client.name());
        }
        client.redirects().forEach(json.putArray("redirect_uris")::add);
        json.putArray("grant_types").add("authorization_code").add("refresh_token");
        json.putArray("response_types").add("code");
        return json.put("token_endpoint_auth_method", "none").put("scope", SignInSettings.SCOPE);
    }
}
