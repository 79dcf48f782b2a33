package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.HttpDate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A JSON response with status 2xx, or 400, whose body says what was wrong with the request.
 *
 * @param dateHeader the header {@code Date}
 */
public record JsonResponse(
        int status, JsonNode json, @Nullable String dateHeader) {
    public boolean ok() {
        return status != 400;
    }

    /** Returns the time by the sender's clock; null if it did not say. */
    public @Nullable Instant date() {
        return HttpDate.parse(dateHeader);
    }
}
