package com.quiltdata.mcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.OutgoingJson;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An error's body: a JSON-RPC error with the HTTP status as code on the MCP endpoint, an OAuth error (RFC 6749 §5.2) on
 * the endpoints of OAuth clients, else {@code {"error": "…"}}.
 */
record ErrorBody(String sentence) {
    private static final JsonMapper WRITER = OutgoingJson.wire().build();

    /** Name of the attribute of requests whose errors are OAuth errors; any value. */
    static final String OAUTH = "com.quiltdata.mcp.oauth";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;

    /** Returns the body for a request with these attributes. */
    byte[] encode(boolean endpoint, int status, Function<String, @Nullable Object> attributes) {
        if (endpoint) {
            return jsonRpc(status, ArrivingRequest.id(attributes.apply(ArrivingRequest.ATTRIBUTE)));
        }
        var json = JsonNodeFactory.instance.objectNode();
        return attributes.apply(OAUTH) == null
                ? encode(json.put("error", sentence))
                : encode(json.put("error", code(status)).put("error_description", sentence));
    }

    private static String code(int status) {
        return switch (status) {
            case TOO_MANY_REQUESTS, UNAVAILABLE -> "temporarily_unavailable";
            default -> status < SERVER_ERROR ? "invalid_request" : "server_error";
        };
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
