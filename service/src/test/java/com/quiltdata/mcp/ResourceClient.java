package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Reads resources as a client of 2026-07-28 does. */
record ResourceClient(TestServer server, SandboxProcess sandbox) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole answer to a request; {@code name} is what the Mcp-Name header repeats. */
    JsonNode ask(String who, String method, Map<String, ?> params, String name) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        var all = body.putObject("params");
        all.setAll(JSON.<ObjectNode>valueToTree(params));
        all.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        var encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        var request = server.mcp(sandbox.token(who))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", "=?base64?" + encoded + "?=")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return TestServer.json(server.send(request).body());
    }

    /** The content of a resource that can be read. */
    JsonNode read(String who, String uri) {
        var answer = ask(who, "resources/read", Map.of("uri", uri), uri);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.at("/result/contents/0");
    }

    /** The JSON of a resource that is JSON. */
    JsonNode json(String who, String uri) {
        return TestServer.json(read(who, uri).get("text").asText());
    }

    /** The sentence about a resource that cannot be read. */
    String refusal(String who, String uri) {
        var answer = ask(who, "resources/read", Map.of("uri", uri), uri);
        assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(-32602);
        assertThat(answer.at("/error/data/uri").asText()).isEqualTo(uri);
        return answer.at("/error/message").asText();
    }
}
