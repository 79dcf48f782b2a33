package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.wire.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /auth/register} (RFC 7591) for public clients, and the clients that it has registered. */
final class ClientRegistry {
    private final Map<String, RegisteredClient> byId = new ConcurrentHashMap<>();

    Reply register(String body, AllowedHosts allowed) {
        Map<String, @Nullable Object> metadata = read(body);
        Object method = metadata.getOrDefault("token_endpoint_auth_method", "none");
        if (!"none".equals(method)) {
            throw new OAuthException("invalid_client_metadata", "token_endpoint_auth_method must be none.");
        }
        var client = new RegisteredClient(
                UUID.randomUUID().toString(),
                metadata.get("client_name") instanceof String name ? name : "",
                redirects(metadata.get("redirect_uris"), allowed));
        byId.put(client.id(), client);
        return Reply.json(
                        201,
                        Json.of(
                                "client_id", client.id(),
                                "client_id_issued_at", Instant.now().getEpochSecond(),
                                "client_name", client.name(),
                                "redirect_uris", client.redirects(),
                                "token_endpoint_auth_method", "none",
                                "grant_types", List.of("authorization_code", "refresh_token"),
                                "response_types", List.of("code"),
                                "scope", PlatformResource.SCOPE))
                .with("Cache-Control", "no-store");
    }

    /** Returns the client with this id; throws {@code invalid_client} for an unknown one (RFC 6749 5.2). */
    RegisteredClient require(String id) {
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() -> new OAuthException(401, "invalid_client", "The client is not registered."));
    }

    private static Map<String, @Nullable Object> read(String body) {
        try {
            return Json.object(body);
        } catch (IllegalArgumentException e) {
            throw new OAuthException("invalid_client_metadata", "The body must be a JSON object.");
        }
    }

    private static List<String> redirects(@Nullable Object value, AllowedHosts allowed) {
        List<String> redirects = value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        if (redirects.isEmpty() || !redirects.stream().allMatch(allowed::allows)) {
            throw new OAuthException("invalid_redirect_uri", "redirect_uris must be redirects to allowed hosts.");
        }
        return redirects;
    }
}
