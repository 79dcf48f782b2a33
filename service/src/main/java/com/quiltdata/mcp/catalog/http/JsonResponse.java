package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A JSON response with status 2xx, or 400, whose body says what was wrong with the request.
 *
 * @param date the time by the sender's clock; null if it did not say
 */
public record JsonResponse(
        int status, JsonNode json, @Nullable Instant date) {
    public boolean ok() {
        return status != 400;
    }
}
