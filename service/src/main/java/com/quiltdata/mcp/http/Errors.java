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
}
