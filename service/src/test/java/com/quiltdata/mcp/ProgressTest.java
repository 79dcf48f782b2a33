package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.testing.ClientRequests;
import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.RawTools;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients hear of a call before it ends, through the real endpoint. */
@Timeout(180)
final class ProgressTest {
    private static final String BOTH = "application/json, text/event-stream";

    private static SampleServer server;
    private static volatile CountDownLatch go = new CountDownLatch(1);
    private static volatile CompletableFuture<Call> last = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        server = new SampleServer(Protocols.of(
                RequestStateSigner.random(),
                RawTools.of("steps", Effect.READ, (_, call) -> steps(call)),
                RawTools.of("logs", Effect.READ, (_, call) -> logs(call)),
                RawTools.of("asks", Effect.READ, (_, call) -> asks(call)),
                RawTools.slow("slow", ProgressTest::waits)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void again() {
        go = new CountDownLatch(1);
        last = new CompletableFuture<>();
    }

    private static CallToolResult steps(Call call) {
        call.progress().report(1, 3.0, "one");
        var result = waits(call);
        for (var progress : new double[] {1, 0.5, Double.NaN, 2.5, 2.5, 3}) {
            call.progress().report(progress, 3.0, "more");
        }
        return result;
    }

    private static CallToolResult waits(Call call) {
        last.complete(call);
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return RawTools.text("done");
    }

    private static CallToolResult logs(Call call) {
        for (var level : Progress.Level.values()) {
            call.progress().log(level, TextNode.valueOf("said"));
        }
        return RawTools.text("done");
    }

    private static CallToolResult asks(Call call) {
        call.inputs().ask("roots", ClientRequests.listRoots());
        return CallToolResult.of();
    }

    private static Events modern(String tool, String meta) {
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"_meta\":{%s\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}"
                        .formatted(tool, meta.isEmpty() ? "" : meta + ",");
        return new Events(
                server.endpoint(),
                "t",
                body,
                "Accept",
                BOTH,
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                tool);
    }

    private static Events legacy(String tool, String meta, String accept) {
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"_meta\":{%s}}}"
                        .formatted(tool, meta);
        return new Events(server.endpoint(), "t", body, "Accept", accept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a token\"", "17"})
    void sendsProgressDuringTheCallWithTheTokenUnchanged(String token) {
        try (var answer = legacy("steps", "\"progressToken\":" + token, BOTH)) {
            assertThat(answer.data())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":%s,\"progress\":1,\"total\":3,\"message\":\"one\"}}"
                                    .formatted(token));
            go.countDown();
            assertThat(answer.data()).contains("\"progress\":2.5");
            assertThat(answer.data()).contains("\"progress\":3,");
            assertThat(answer.data()).contains("\"result\"");
            assertThat(answer.line()).isNull();
        }
    }

    @Test
    void dropsProgressAfterTheResponse() throws Exception {
        try (var answer = modern("steps", "\"progressToken\":1")) {
            answer.data();
            go.countDown();
            var lines = answer.rest();
            last.get().progress().report(100, null, "too late");
            assertThat(lines.getLast()).contains("\"resultType\":\"complete\"");
        }
    }

    @Test
    void reportsNothingWithoutAProgressToken() {
        go.countDown();
        try (var answer = modern("steps", "")) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.rest()).hasSize(1);
        }
    }

    @Test
    void keepsTheStreamOfASlowToolAlive() {
        try (var answer = modern("slow", "")) {
            assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(List.of(String.valueOf(answer.line()), String.valueOf(answer.line())))
                    .containsOnly(":");
            go.countDown();
            assertThat(answer.data()).contains("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*"})
    void returnsJsonFromASlowToolWhenAcceptHasNoStreams(String accept) {
        go.countDown();
        try (var answer = legacy("slow", "", accept)) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"debug,8", "warning,5", "emergency,1", "loud,0"})
    void sendsLogMessagesFromTheRequestedLevel(String level, int count) {
        try (var answer = modern("logs", "\"io.modelcontextprotocol/logLevel\":\"%s\"".formatted(level))) {
            assertThat(answer.rest())
                    .filteredOn(line -> line.contains("notifications/message"))
                    .hasSize(count);
        }
    }

    @Test
    void sendsAllLogMessagesOnTheStreamOfAnOlderClient() {
        try (var answer = legacy("logs", "\"progressToken\":1", BOTH)) {
            assertThat(answer.rest())
                    .filteredOn(line -> line.contains("notifications/message"))
                    .hasSize(8);
        }
    }

    @Test
    void sendsNoLogMessagesUnlessRequested() {
        try (var answer = modern("logs", "\"progressToken\":1")) {
            assertThat(answer.rest()).noneMatch(line -> line.contains("notifications/message"));
        }
    }

    @Test
    void returns400ForAnUndeclaredCapabilityDespiteAProgressToken() {
        try (var answer = modern("asks", "\"progressToken\":1")) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.rest().toString()).contains("-32021").contains("\"requiredCapabilities\":{\"roots\":{}}");
        }
    }
}
