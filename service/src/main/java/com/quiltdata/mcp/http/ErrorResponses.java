package com.quiltdata.mcp.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Error responses of the transport, sent before a JSON-RPC message is handled. */
final class ErrorResponses {
    static final String MISSING = "JWT authentication required. Provide Authorization: Bearer header.";
    static final String NOT_BEARER = "Invalid Authorization header. Expected Bearer token.";
    static final String HEALTH_ONLY =
            "This path supports GET only. The MCP endpoint is POST " + EndpointPath.FORMS + ".";
    static final String BROWSER =
            "Clients send POST requests to the MCP endpoint, /mcp; to see this server in a browser, open the path /.";
    static final String REFUSED = "JWT token invalid or expired. Please re-authenticate.";

    private ErrorResponses() {}

    /** Returns a response with an {@link ErrorBody}, whose form and request id are set when it is written. */
    static Response.ResponseBuilder of(int status, String sentence) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new ErrorBody(sentence));
    }

    static WebApplicationException exception(int status, String sentence) {
        return new WebApplicationException(of(status, sentence).build());
    }

    static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is not valid HTTP/1.1, or its path is ambiguous. Send requests to POST /mcp.";
            case 404 -> "Not found. The MCP endpoint is POST " + EndpointPath.FORMS + ".";
            case 405 -> "This path does not support the request's method.";
            case 408 -> "The request did not arrive in time.";
            case 413 -> "The request body is too large.";
            case 414 -> "The request URL is too long.";
            case 415 -> "Unsupported media type. Send Content-Type: application/json.";
            case 431 -> "The request headers are too large.";
            case 500 -> "Internal error.";
            case 503 -> "The server is shutting down; try again.";
            case 505 -> "Unsupported HTTP version. Use HTTP/1.1.";
            default -> "The request was refused with status " + status + ".";
        };
    }
}
