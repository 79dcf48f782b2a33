package com.quiltdata.mcp.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Refusals by the transport, before a JSON-RPC message is handled. */
final class Errors {
    static final String MISSING = "JWT authentication required. Provide Authorization: Bearer header.";
    static final String NOT_BEARER = "Invalid Authorization header. Expected Bearer token.";
    static final String REFUSED = "JWT token invalid or expired. Please re-authenticate.";

    private Errors() {}

    /** A response whose {@link ErrorBody} gets its form, and the request's id, when it is written. */
    static Response.ResponseBuilder of(int status, String sentence) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new ErrorBody(sentence));
    }

    /** What is said of a status when nothing better is known. */
    static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is not well-formed HTTP/1.1, or its path is ambiguous; the endpoint is POST /mcp.";
            case 404 -> "There is nothing here; the endpoint is POST /mcp.";
            case 405 -> "This path does not take that method.";
            case 408 -> "The request did not arrive in time.";
            case 413 -> "The request body is too large.";
            case 414 -> "The request's URL is too long.";
            case 415 -> "Send Content-Type: application/json.";
            case 431 -> "The request's headers are larger than this server takes.";
            case 500 -> "Internal error.";
            case 503 -> "The server is stopping; try again.";
            case 505 -> "This server speaks HTTP/1.1.";
            default -> "The request was refused with status " + status + ".";
        };
    }
}
