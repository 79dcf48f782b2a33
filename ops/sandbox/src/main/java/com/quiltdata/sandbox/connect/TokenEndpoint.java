package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.control.ConnectSettings;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.people.BearerToken;
import com.quiltdata.sandbox.people.BearerTokens;
import com.quiltdata.sandbox.people.User;
import com.quiltdata.sandbox.wire.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /auth/token} and {@code POST /auth/revoke} for public clients, which only name themselves. */
record TokenEndpoint(ClientRegistry clients, Grants grants, BearerTokens bearers, SigningKey key) {
    Reply issue(Parameters form, PlatformResource resource, ConnectSettings settings) {
        String grantType = form.required("grant_type");
        RegisteredClient client = clients.require(form.required("client_id"));
        resource.check(form.all("resource"));
        Grant grant = switch (grantType) {
            case "authorization_code" ->
                grants.redeem(
                        form.required("code"), client, form.required("redirect_uri"), form.required("code_verifier"));
            case "refresh_token" ->
                grants.refresh(form.required("refresh_token"), client, settings.rotateRefreshTokens());
            default -> throw new OAuthException("unsupported_grant_type", "Unknown grant_type " + grantType + ".");
        };
        boolean newRefreshToken = settings.rotateRefreshTokens() || "authorization_code".equals(grantType);
        Map<String, @Nullable Object> tokens =
                Json.of("access_token", accessToken(grant, resource, settings), "token_type", "Bearer");
        if (settings.returnExpiresIn()) {
            tokens.put("expires_in", settings.accessTokenSeconds());
        }
        if (newRefreshToken) {
            tokens.put("refresh_token", grants.refreshToken(grant, settings));
        }
        tokens.put("scope", PlatformResource.SCOPE);
        return Reply.json(200, tokens).with("Cache-Control", "no-store");
    }

    /** Returns an empty response, also for an unknown token (RFC 7009 2.2). */
    Reply revoke(Parameters form) {
        grants.revoke(form.required("token"), clients.require(form.required("client_id")));
        return new Reply(200, "text/plain", Map.of(), "");
    }

    private String accessToken(Grant grant, PlatformResource resource, ConnectSettings settings) {
        User user = bearers.user(grant.user())
                .orElseThrow(() -> new OAuthException("invalid_grant", "There is no user " + grant.user() + "."));
        Instant now = Instant.now();
        Instant expires = now.plusSeconds(settings.accessTokenSeconds());
        String token = key.sign(Json.of(
                "iss", resource.connectUrl(),
                "sub", user.uuid().toString(),
                "aud", resource.canonical(),
                "client_id", grant.clientId(),
                "scope", PlatformResource.SCOPE,
                "iat", now.getEpochSecond(),
                "exp", expires.getEpochSecond(),
                "jti", UUID.randomUUID().toString()));
        grants.addAccessToken(token, grant);
        bearers.accept(new BearerToken("connect:" + user.name(), token, user, expires, false));
        return token;
    }
}
