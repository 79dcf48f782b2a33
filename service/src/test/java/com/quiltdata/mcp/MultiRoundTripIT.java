package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.RoundRobin;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A call of several rounds goes on at whichever server its next round reaches, as long as they share the key. Needs
 * HAProxy; without it this is skipped, unless the environment says FOREIGN_CLIENTS=required.
 */
class MultiRoundTripIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> KEY =
            Map.of("QUILT_MCP_STATE_KEY", "one key for both, of enough characters");
    private static final String MODERN = "2026-07-28";

    /** The result or the error, and who gave it. */
    private record ServedResponse(JsonNode body, String servedBy) {}

    private final BoundedHttp http = BoundedHttp.shared();
    private List<TestServer> servers = List.of();
    private RoundRobin proxy;

    @BeforeEach
    void start() {
        if (!RoundRobin.available()) {
            ForeignPrograms.skip("The rounds behind a proxy are SKIPPED: haproxy is not on PATH.");
        }
        servers = List.of(
                TestServer.onSandbox(KEY, AskingApplication::new), TestServer.onSandbox(KEY, AskingApplication::new));
        proxy = RoundRobin.before(servers.getFirst().uri(""), servers.getLast().uri(""));
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        servers.forEach(TestServer::close);
    }

    @Test
    void callBegunOnOneServerEndsOnAnother() throws Exception {
        var asked = round("writer", params());
        assertThat(asked.body().at("/result/resultType").asText()).isEqualTo("input_required");
        assertThat(asked.body().at("/result/inputRequests/confirm/method").asText())
                .isEqualTo("elicitation/create");

        var done = round("writer", answered(asked));
        assertThat(done.body().at("/result/resultType").asText()).as("%s", done).isEqualTo("complete");
        assertThat(done.body().at("/result/structuredContent/forgotten").asText())
                .isEqualTo("umbrella");
        assertThat(List.of(asked.servedBy(), done.servedBy())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void refusesToContinueTheCallOfAnotherCaller() throws Exception {
        var refused = round("reader", answered(round("writer", params())));
        assertThat(refused.body().at("/error/code").asInt()).isEqualTo(-32602);
    }

    private static ObjectNode params() {
        var params = JSON.createObjectNode().put("name", AskingApplication.TOOL);
        params.putObject("arguments").put("thing", "umbrella");
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", MODERN)
                .putObject("io.modelcontextprotocol/clientCapabilities")
                .putObject("elicitation");
        return params;
    }

    /** The same request, with the user's consent and what the round before left. */
    private static ObjectNode answered(ServedResponse asked) {
        var params = params();
        params.putObject("inputResponses")
                .putObject("confirm")
                .put("action", "accept")
                .putObject("content")
                .put("confirm", true);
        return params.put(
                "requestState", asked.body().at("/result/requestState").asText());
    }

    private ServedResponse round(String caller, ObjectNode params) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        body.set("params", params);
        var request = HttpRequest.newBuilder(proxy.uri("/mcp"))
                .header("Authorization", "Bearer " + SandboxProcess.shared().token(caller))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", AskingApplication.TOOL)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new ServedResponse(
                JSON.readTree(answer.body()),
                answer.headers().firstValue(RoundRobin.SERVED_BY).orElse(""));
    }
}
