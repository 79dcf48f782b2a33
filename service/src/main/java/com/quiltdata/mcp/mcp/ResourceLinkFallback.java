package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Replaces resource_link blocks with text for clients that do not support them. */
final class ResourceLinkFallback {
    private ResourceLinkFallback() {}

    /** Replaces each link in the content or messages of a result with a text block. */
    static MethodResult told(MethodResult answer) {
        var body = answer.body();
        if (body.get("content") instanceof ArrayNode blocks) {
            var told = body.putArray("content");
            blocks.forEach(block -> told.add(told(block)));
        }
        for (var message : body.path("messages")) {
            ((ObjectNode) message).set("content", told(message.path("content")));
        }
        return answer;
    }

    private static JsonNode told(JsonNode block) {
        return block.path("type").asText().equals("resource_link")
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "text")
                        .put(
                                "text",
                                text(
                                        block.path("name").asText(),
                                        block.path("uri").asText()))
                : block;
    }

    /** Returns a link as text, for example {@code data.csv: s3://bucket/data.csv}. */
    static String text(String name, String uri) {
        return "%s: %s".formatted(name, uri);
    }
}
