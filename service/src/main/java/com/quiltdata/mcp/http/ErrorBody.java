package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.OutgoingJson;

/**
 * Body of an error response of the transport: on the MCP endpoint a JSON-RPC error whose code is the HTTP status,
 * elsewhere {@code {"error": "<one sentence>"}}.
 */
record ErrorBody(String sentence) {
    private static final JsonMapper WRITER = OutgoingJson.wire().build();

    /** Returns the JSON-RPC error, encoded. */
    byte[] jsonRpc(int status, JsonNode id) {
        var message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", status).put("message", sentence);
        return bytes(message);
    }

    /** Returns the form used outside the MCP endpoint, encoded. */
    byte[] plain() {
        return bytes(JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return WRITER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }
}
