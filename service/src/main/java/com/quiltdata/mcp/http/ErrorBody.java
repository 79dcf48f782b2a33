package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/**
 * The body of a refusal by the transport: on the endpoint a JSON-RPC error whose code is the HTTP status, elsewhere
 * {@code {"error": "<one sentence>"}}.
 */
record ErrorBody(String sentence) {
    /** The bytes of a JSON-RPC error. */
    byte[] jsonRpc(int status, JsonNode id) {
        var message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", status).put("message", sentence);
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of the form outside the endpoint. */
    byte[] plain() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", sentence)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
