package com.quiltdata.mcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.McpRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Calls tools in rounds, as clients of both kinds of era do. */
final class MultiRoundTripClient {
    static final String ALL = "{\"elicitation\":{},\"sampling\":{},\"roots\":{}}";
    static final String NOTHING = "";

    private static final ObjectMapper JSON = new ObjectMapper();

    private MultiRoundTripClient() {}

    record Reply(McpResponse.Status status, JsonNode body) {
        JsonNode result() {
            return body.path("result");
        }

        String state() {
            return result().path("requestState").asText();
        }

        int code() {
            return body.at("/error/code").asInt();
        }

        String text() {
            return body.at("/result/content/0/text").asText();
        }

        Reply asks() {
            assertThat(result().path("resultType").asText()).as(body.toString()).isEqualTo("input_required");
            return this;
        }
    }

    private static Reply send(McpServer server, McpHeaders headers, String name, String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
                .formatted(name, params);
        var reply = server.handle(
                server.read(body.getBytes(StandardCharsets.UTF_8)), McpRequests.request(Caller.of("t"), "r", headers));
        var json = (McpResponse.Body) reply;
        try {
            return new Reply(json.status(), JSON.readTree(json.json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply call(McpServer server, String name, String capabilities, String params) {
        var meta =
                ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":%s}"
                        .formatted(capabilities);
        return send(server, McpRequests.headers("2026-07-28", "tools/call", name), name, meta + params);
    }

    static Reply legacy(McpServer server, String name, String params) {
        return send(server, McpRequests.headers("2025-11-25", null, null), name, params);
    }

    static String next(Reply seen, String responses) {
        return ",\"inputResponses\":%s,\"requestState\":\"%s\"".formatted(responses, seen.state());
    }

    static String accept(String key, String content) {
        return "{\"%s\":{\"action\":\"accept\",\"content\":%s}}".formatted(key, content);
    }
}
