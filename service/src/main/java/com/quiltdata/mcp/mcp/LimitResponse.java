package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.tool.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** The error response to a request that a limit turned away: 503 when the server is full, else 429. */
final class LimitResponse {
    private LimitResponse() {}

    static Reply.Status status(LimitExceededException e) {
        return switch (e.limit()) {
            case SERVER, MEMORY, ANSWER -> Reply.Status.SERVICE_UNAVAILABLE;
            case RATE, CALLER, CALLER_MEMORY, UNJUDGED -> Reply.Status.TOO_MANY_REQUESTS;
        };
    }

    /** The response under the request's id, whose error code is the HTTP status. */
    static Reply.Body of(Codec codec, @Nullable JsonNode id, LimitExceededException e) {
        var status = status(e);
        var json = codec.error(id, status.number(), String.valueOf(e.getMessage()), null);
        return new Reply.Body(status, json, e.retryAfter());
    }
}
