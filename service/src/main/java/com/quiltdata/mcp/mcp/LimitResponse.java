package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.tool.LimitExceededException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The error response to a request refused by a limit: HTTP 503 if the server is full, else 429. */
final class LimitResponse {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private LimitResponse() {}

    static McpResponse.Status status(LimitExceededException e) {
        return switch (e.limit()) {
            case SERVER, MEMORY, ANSWER -> McpResponse.Status.SERVICE_UNAVAILABLE;
            case RATE, CALLER, CALLER_MEMORY, UNJUDGED -> McpResponse.Status.TOO_MANY_REQUESTS;
        };
    }

    /** Returns the response with the request's id; its error code equals the HTTP status. */
    static McpResponse.Body of(Codec codec, @Nullable JsonNode id, LimitExceededException e) {
        var status = status(e);
        var json = codec.error(id, status.number(), String.valueOf(e.getMessage()), null);
        return new McpResponse.Body(status, json, RETRY_AFTER, null);
    }
}
