package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.OutgoingJson;
import org.jspecify.annotations.Nullable;

/** An error's body: a JSON-RPC error with the HTTP status as code on the MCP endpoint, else {@code {"error": "…"}}. */
record ErrorBody(String sentence) {
    private static final JsonMapper WRITER = OutgoingJson.wire().build();

    /** Returns the body; {@code arriving} is the value of the attribute {@link ArrivingRequest#ATTRIBUTE}. */
    byte[] encode(boolean endpoint, int status, @Nullable Object arriving) {
        return endpoint
                ? jsonRpc(status, ArrivingRequest.id(arriving))
                : encode(JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    byte[] jsonRpc(int status, JsonNode id) {
        var message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", status).put("message", sentence);
        return encode(message);
    }

    private static byte[] encode(JsonNode tree) {
        try {
            return WRITER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }
}
