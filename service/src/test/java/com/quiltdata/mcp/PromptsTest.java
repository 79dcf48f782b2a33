package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The prompts beside the tools that they send a model to, through the whole server. */
@Tag("process")
final class PromptsTest {
    private static final Pattern NAME = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+\\b");

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode rpc(String method, String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
        var request = server.mcp(sandbox.token("reader"))
                .header("MCP-Protocol-Version", "2025-06-18")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return TestServer.json(server.send(request).body());
    }

    @Test
    void everyToolThatAPromptNamesIsListed() {
        var tools = new TreeSet<>(rpc("tools/list", "{}").at("/result/tools").findValuesAsText("name"));
        for (var prompt : rpc("prompts/list", "{}").at("/result/prompts")) {
            var arguments = new StringBuilder();
            for (var argument : prompt.get("arguments")) {
                arguments.append(arguments.isEmpty() ? "" : ",");
                arguments.append("\"%s\":\"abc\"".formatted(argument.get("name").asText()));
            }
            var name = prompt.get("name").asText();
            var messages = rpc("prompts/get", "{\"name\":\"%s\",\"arguments\":{%s}}".formatted(name, arguments))
                    .at("/result/messages");
            var named = new TreeSet<String>();
            for (var message : messages) {
                NAME.matcher(message.at("/content/text").asText().replace(".quilt/named_packages/", ""))
                        .results()
                        .forEach(match -> named.add(match.group()));
            }
            assertThat(named).as(name).isNotEmpty().isSubsetOf(tools);
        }
    }

    @Test
    void packagePointersAreWhereThePromptSays() {
        var keys = server.ok(
                sandbox.token("reader"),
                "bucket_objects_list",
                Map.of("bucket", "quilt-example", "prefix", ".quilt/named_packages/"));
        assertThat(keys.toString()).contains(".quilt/named_packages/examples/hurdat/latest");
    }

    @Test
    void refusesInvalidRequestsInOneSentence() {
        for (var params : new String[] {
            "{\"name\":\"none\"}",
            "{\"name\":\"chart_csv\",\"arguments\":{\"bucket\":\"abc\"}}",
            "{\"name\":\"chart_csv\",\"arguments\":{\"bucket\":\"abc\",\"key\":7}}",
            "{\"name\":\"chart_csv\",\"arguments\":[]}",
            "{}",
        }) {
            var error = rpc("prompts/get", params).get("error");
            assertThat(error.get("code").asInt()).as(params).isEqualTo(-32602);
            assertThat(error.get("message").asText()).endsWith(".");
        }
        assertThat(rpc("prompts/get", "{\"name\":\"chart_csv\",\"arguments\":{\"bucket\":\"abc\"}}")
                        .at("/error/message")
                        .asText())
                .contains("`key`");
    }

    @Test
    void linksToAResourceThatCanBeRead() {
        var messages = rpc("prompts/get", "{\"name\":\"check_my_access\"}").at("/result/messages");
        assertThat(messages.get(0).get("role").asText()).isEqualTo("user");
        var link = messages.get(1).get("content");
        assertThat(link.get("type").asText()).isEqualTo("resource_link");
        assertThat(rpc(
                                "resources/read",
                                "{\"uri\":\"%s\"}".formatted(link.get("uri").asText()))
                        .has("result"))
                .isTrue();
    }
}
