package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/**
 * Connect's endpoints, of its authorization server metadata (RFC 8414). All of them have the configured origin.
 *
 * @param issuer what Connect calls itself; compared as a string
 * @param namesIssuer whether Connect promises its issuer in each authorization response (RFC 9207 §3)
 */
record ConnectEndpoints(String issuer, boolean namesIssuer, URI authorize, URI token, URI register, URI revoke) {
    /** Returns the endpoints of this document; throws {@link ConnectUnavailableException} if one is missing or foreign. */
    static ConnectEndpoints of(URI connect, JsonNode metadata) {
        return new ConnectEndpoints(
                endpoint(connect, metadata, "issuer").toString(),
                metadata.path("authorization_response_iss_parameter_supported").asBoolean(),
                endpoint(connect, metadata, "authorization_endpoint"),
                endpoint(connect, metadata, "token_endpoint"),
                endpoint(connect, metadata, "registration_endpoint"),
                endpoint(connect, metadata, "revocation_endpoint"));
    }

    private static URI endpoint(URI connect, JsonNode metadata, String name) {
        try {
            var uri = URI.create(metadata.path(name).asText());
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && SignInSettings.origin(uri).equals(SignInSettings.origin(connect))) {
                return uri;
            }
            throw new ConnectUnavailableException(
                    "Quilt Connect's metadata has no %s of its own origin.".formatted(name), null);
        } catch (IllegalArgumentException e) {
            throw new ConnectUnavailableException("Quilt Connect's metadata has a malformed %s.".formatted(name), e);
        }
    }
}
