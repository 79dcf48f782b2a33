package com.quiltdata.mcp.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The 401 of this endpoint, which names the protected resource's metadata when there is any (RFC 9728 §5.1). */
public final class Challenges {
    private final String metadata;

    private Challenges(String metadata) {
        this.metadata = metadata;
    }

    /** Challenges that lead to this document; null when nothing is claimed about where tokens come from. */
    public static Challenges of(@Nullable ProtectedResource document) {
        return new Challenges(document == null ? "" : "resource_metadata=\"" + document.url() + "\"");
    }

    /** No token was sent, or not as a bearer (RFC 6750 §3: no error code in the challenge). */
    Response missing(String sentence) {
        return challenge(sentence, metadata);
    }

    /** The catalog refused the token (RFC 6750 §3.1). */
    Response refused(String sentence) {
        return challenge(
                sentence,
                "error=\"invalid_token\", error_description=\"" + sentence + "\""
                        + (metadata.isEmpty() ? "" : ", " + metadata));
    }

    private static Response challenge(String sentence, String parameters) {
        return Errors.of(401, sentence)
                .header(HttpHeaders.WWW_AUTHENTICATE, ("Bearer " + parameters).strip())
                .build();
    }
}
