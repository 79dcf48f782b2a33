package com.quiltdata.mcp.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Factory of 401 responses. They name the protected resource's metadata if there is any (RFC 9728 §5.1). */
public final class Challenges {
    private final String metadata;

    /** Creates challenges that refer to this document; null if no authorization server is configured. */
    public Challenges(@Nullable ProtectedResourceMetadata document) {
        metadata = document == null ? "" : "resource_metadata=\"" + document.url() + "\"";
    }

    /** Returns the response to a request without a bearer token (RFC 6750 §3: no error code in the challenge). */
    Response missing(String sentence) {
        return challenge(sentence, metadata);
    }

    /** Returns the response to a token that the catalog refused (RFC 6750 §3.1). */
    Response refused(String sentence) {
        return challenge(
                sentence,
                "error=\"invalid_token\", error_description=\"" + sentence + "\""
                        + (metadata.isEmpty() ? "" : ", " + metadata));
    }

    private static Response challenge(String sentence, String parameters) {
        return ErrorResponses.of(401, sentence)
                .header(HttpHeaders.WWW_AUTHENTICATE, ("Bearer " + parameters).strip())
                .build();
    }
}
