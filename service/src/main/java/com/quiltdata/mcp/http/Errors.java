package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Refusals by the transport, before a JSON-RPC message is understood: {@code {"error": "<one sentence>"}}. */
final class Errors {
    static final String MISSING = "JWT authentication required. Provide Authorization: Bearer header.";
    static final String NOT_BEARER = "Invalid Authorization header. Expected Bearer token.";
    static final String REFUSED = "JWT token invalid or expired. Please re-authenticate.";

    private Errors() {}

    static Response.ResponseBuilder of(int status, String sentence) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity("{\"error\":\""
                        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(sentence)) + "\"}");
    }

    /** No token was sent, or not as a bearer (RFC 6750 §3: no error code in the challenge). */
    static Response challenge(String sentence) {
        return of(401, sentence).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    /** The catalog refused the token (RFC 6750 §3.1). */
    static Response refused() {
        return of(401, REFUSED)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\"" + REFUSED + "\"")
                .build();
    }
}
