package com.quiltdata.mcp.fuzz;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON-RPC messages: what is accepted is JSON to another reader too, within bounds, and is written as it was read. */
final class JsonFuzz {
    private static final int MAX_STRING = 1_000;
    private static final int MAX_DEPTH = 100;
    private static final Codec CODEC = new Codec(MAX_STRING);
    private static final ObjectMapper OTHER = new ObjectMapper();

    private JsonFuzz() {}

    static void check(byte[] input) throws IOException {
        switch (CODEC.read(input)) {
            case Message.MalformedMessage malformed -> Sentences.check(malformed.reason(), "");
            case Message.Request request -> {
                var text = new String(input, StandardCharsets.UTF_8);
                var other = OTHER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
                request(request, other);
            }
            case Message.Notification(var method) ->
                require(method.length() <= MAX_STRING, "a method of %d characters", method.length());
            case Message.Response _ -> {}
        }
    }

    private static void request(Message.Request request, JsonNode other) {
        require(request.method().equals(other.path("method").textValue()), "another method");
        require(
                request.id().isTextual()
                        ? request.id().equals(other.path("id"))
                        : request.id().decimalValue().compareTo(other.path("id").decimalValue()) == 0,
                "another id: %s",
                request.id());
        if (request.params() == null) {
            return;
        }
        var given = other.path("params");
        require(
                given.isObject()
                        ? request.params().equals(given)
                        : request.params().isEmpty(),
                "other params");
        bounded(request.params(), 1);
        var message = JsonNodeFactory.instance.objectNode();
        message.put("jsonrpc", "2.0").set("id", request.id());
        message.put("method", request.method()).set("params", request.params());
        if (WellFormedText.firstBad(message) == null && isFinite(message)) {
            var again = CODEC.read(CODEC.bytes(message));
            require(request.equals(again), "%s was written and read as %s", request, again);
            require(CODEC.object(CODEC.canonical(request.params())).equals(request.params()), "another canonical form");
        }
    }

    /** Returns whether all numbers are doubles or integers; tools refuse others. */
    private static boolean isFinite(JsonNode node) {
        return !(node.isDouble() && Double.isInfinite(node.doubleValue()))
                && node.valueStream().allMatch(JsonFuzz::isFinite);
    }

    private static void bounded(JsonNode node, int depth) {
        require(depth <= MAX_DEPTH, "a depth of %d", depth);
        require(!node.isTextual() || node.textValue().length() <= MAX_STRING, "a long string");
        node.forEach(child -> bounded(child, depth + 1));
    }
}
