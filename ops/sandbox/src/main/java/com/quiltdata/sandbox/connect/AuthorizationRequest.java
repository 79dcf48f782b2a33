package com.quiltdata.sandbox.connect;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A valid authorization request (RFC 6749 4.1.1) with its S256 challenge (RFC 7636). */
record AuthorizationRequest(
        RegisteredClient client, String redirect, @Nullable String state, String challenge) {
    private static final String S256_HASH = "[A-Za-z0-9_-]{43}";

    static AuthorizationRequest read(
            Parameters query, ClientRegistry clients, AllowedHosts allowed, PlatformResource resource) {
        RegisteredClient client = clients.require(query.required("client_id"));
        String redirect = query.required("redirect_uri");
        if (!client.redirects().contains(redirect) || !allowed.allows(redirect)) {
            throw new OAuthException("invalid_redirect_uri", "redirect_uri is none of the client's.");
        }
        if (!"code".equals(query.required("response_type"))) {
            throw new OAuthException("unsupported_response_type", "response_type must be code.");
        }
        if (!PlatformResource.SCOPE.equals(
                Objects.requireNonNullElse(query.optional("scope"), PlatformResource.SCOPE))) {
            throw new OAuthException("invalid_scope", "The only scope is platform.");
        }
        if (query.all("resource").isEmpty()) {
            throw new OAuthException("invalid_resource", "resource is missing.");
        }
        resource.check(query.all("resource"));
        String challenge = query.required("code_challenge");
        if (!"S256".equals(query.optional("code_challenge_method")) || !challenge.matches(S256_HASH)) {
            throw new OAuthException("invalid_request", "code_challenge must be an S256 challenge.");
        }
        return new AuthorizationRequest(client, redirect, query.optional("state"), challenge);
    }
}
