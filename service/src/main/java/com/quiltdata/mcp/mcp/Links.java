package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Blocks of resource_link, for clients that would not know what to do with one. */
final class Links {
    private Links() {}

    /** The answer with each link of its content or messages told in words. */
    static Answer told(Answer answer) {
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

    /** A link in words. */
    static String text(String name, String uri) {
        return "%s: %s".formatted(name, uri);
    }
}
