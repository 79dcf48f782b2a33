package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON response with status 2xx, or 400, whose body says what was wrong with the request. */
public record JsonResponse(int status, JsonNode json) {
    public boolean ok() {
        return status != 400;
    }
}
