package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server ends when it is told to. */
class DrainIT {
    @Test
    void drainingFinishesRunningCallsAndRefusesNewOnes() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        try (var registry = new FakeUpstream();
                var server = ServerProcess.start(environment(registry, "60s"));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            registry.answering(exchange -> {
                // The health check also requests a document, before the call has arrived.
                if (exchange.getRequestMethod().equals("POST")) {
                    asked.countDown();
                }
                Latches.await(answer);
                FakeUpstream.answer(
                        exchange, 200, "application/json", "{\"data\":{\"me\":{\"name\":\"w\"},\"buckets\":[]}}");
            });
            Callable<HttpResponse<String>> call = () -> server.callTool("token", "bucket_list", "{}");
            var called = callers.submit(call);
            asked.await();

            server.child().terminate();
            while (listens(server.uri("/").getPort())) {
                Thread.onSpinWait();
            }
            answer.countDown();

            assertThat(called.get().statusCode()).isEqualTo(200);
            assertThat(called.get().body()).contains("\"isError\":false");
            assertThat(server.child().exit()).isEqualTo(128 + 15);
        }
    }

    @Test
    void clientThatReadsNothingOfItsResponseDoesNotHoldUpTheEnd() throws Exception {
        try (var registry = new FakeUpstream();
                var server = ServerProcess.start(environment(registry, "1s"));
                var client = new Socket()) {
            var title = "x".repeat(1000);
            var buckets = IntStream.range(0, 400)
                    .mapToObj(it -> "{\"name\":\"bucket-%1$d\",\"title\":\"%2$s\",\"description\":\"%2$s\"}"
                            .formatted(it, title))
                    .collect(Collectors.joining(","));
            registry.answering(exchange -> FakeUpstream.answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"data\":{\"me\":{\"name\":\"w\"},\"buckets\":[" + buckets + "]}}"));
            client.setReceiveBufferSize(1024);
            client.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.uri("/").getPort()));
            var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                    + "\"params\":{\"name\":\"bucket_list\",\"arguments\":{}}}";
            var request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token\r\n"
                    + "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(body.length(), body);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");

            server.child().terminate();

            assertThat(server.child().exit()).isEqualTo(128 + 15);
        }
    }

    private static Map<String, String> environment(FakeUpstream registry, String grace) {
        return Map.of(
                "QUILT_CATALOG_URL",
                registry.url(),
                "QUILT_REGISTRY_URL",
                registry.url(),
                "QUILT_MCP_SHUTDOWN_WAIT",
                "1ms",
                "QUILT_MCP_SHUTDOWN_GRACE",
                grace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Starting Quilt MCP Server", "Started application@"})
    void sigtermDuringStartUpEndsItCleanly(String line) {
        var nobody = "http://127.0.0.1:9";
        try (var server = ServerProcess.launch(
                Map.of("QUILT_CATALOG_URL", nobody, "QUILT_REGISTRY_URL", nobody, "QUILT_MCP_SHUTDOWN_WAIT", "1ms"))) {
            if (!line.isEmpty()) {
                server.child().await(it -> it.contains(line));
            }
            server.child().terminate();
            assertThat(server.child().exit()).isEqualTo(128 + 15);
            assertThat(server.child().lines()).noneMatch(it -> it.contains("Exception"));
        }
    }

    @Test
    void sigtermDuringStartUpOpensNoPort() {
        var nobody = "http://127.0.0.1:9";
        try (var server = ServerProcess.launch(
                Map.of("QUILT_CATALOG_URL", nobody, "QUILT_REGISTRY_URL", nobody, "QUILT_MCP_SHUTDOWN_WAIT", "10s"))) {
            server.child().await(it -> it.contains("Starting Quilt MCP Server"));
            server.child().terminate();
            assertThat(server.child().exit()).isEqualTo(128 + 15);
            assertThat(server.child().lines()).noneMatch(it -> it.contains("Started oejs.Server@"));
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
