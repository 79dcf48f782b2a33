package com.quiltdata.mcp.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Error responses of the endpoints that clients call (RFC 6749 §5.2, RFC 7591 §3.2.2). */
final class OAuthErrors {
    private static final String LATER = "temporarily_unavailable";

    private OAuthErrors() {}

    /** Returns a response with an error code and a sentence in ASCII. */
    static Response of(int status, String error, String description) {
        return builder(status, error, description).build();
    }

    /** Returns the response to a request that is one too many. */
    static Response tooMany(Duration wait) {
        return builder(429, LATER, "Too many sign-in requests; try again in %d s.".formatted(wait.toSeconds()))
                .header(HttpHeaders.RETRY_AFTER, wait.toSeconds())
                .build();
    }

    /** Returns the response to a request that cannot be served now. */
    static Response unavailable(String description) {
        return builder(503, LATER, description)
                .header(HttpHeaders.RETRY_AFTER, 2)
                .build();
    }

    private static Response.ResponseBuilder builder(int status, String error, String description) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("error", error)
                .put("error_description", description)
                .toString();
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body);
    }
}
