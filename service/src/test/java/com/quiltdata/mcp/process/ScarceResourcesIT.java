package com.quiltdata.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.process.ToolCalls.Outcome;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.Polling;
import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that is short of file descriptors, or of heap, started with the JVM options of the image. */
class ScarceResourcesIT {
    private static final int CONNECTIONS = 100;

    private static SandboxProcess sandbox;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.put("QUILT_MCP_SHUTDOWN_WAIT", "1ms");
        server = ServerProcess.start(
                environment, List.of("@../ops/image/options", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome list(String token) {
        return new ToolCalls(server, token).call("bucket_list", Map.of());
    }

    @Test
    void servesAgainAfterAShortageOfDescriptorsAndLogsItOnce() throws IOException {
        assertThat(list(sandbox.token("writer"))).matches(Outcome::good);
        limitDescriptors(descriptors() + 10);
        var idle = new ArrayList<Socket>();
        try {
            for (var i = 0; i < CONNECTIONS; i++) {
                idle.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.uri("/").getPort()));
            }
            assertThat(server.child().await(it -> it.contains("connections cannot be accepted")))
                    .startsWith("WARN")
                    .contains("Too many open files", "nofile");
            // An established connection is still served; its upstream connections are in the pool.
            assertThat(list(sandbox.token("writer"))).matches(Outcome::good);
        } finally {
            for (var one : idle) {
                one.close();
            }
        }
        Polling.await(ScarceResourcesIT::health, status -> status == 200);
        assertThat(server.child().running()).isTrue();
        assertThat(server.child().lines())
                .filteredOn(it -> it.contains("Too many open files"))
                .hasSize(1);
        limitDescriptors(1024);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/" + server.child().pid() + "/fd"))) {
            return open.count();
        }
    }

    private static void limitDescriptors(long limit) {
        try (var prlimit = ChildProcess.start(
                Path.of("."),
                Map.of(),
                List.of("/usr/bin/prlimit", "--pid", "" + server.child().pid(), "--nofile=" + limit + ":"))) {
            assertThat(prlimit.exit()).isZero();
        }
    }

    /** Returns the status of a request on a new connection. */
    private static int health() {
        try (var connection = new RawHttp(server.uri("/").getPort())) {
            return connection
                    .send(RawHttp.bytes("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
                    .answer()
                    .status();
        }
    }

    @Test
    void refusesReadsThatExceedTheHeapAndLives() {
        var token = sandbox.token("writer");
        var text = "a".repeat(4 << 20);
        var put = new ToolCalls(server, token)
                .call(
                        "bucket_objects_put",
                        Map.of(
                                "bucket",
                                "quilt-example",
                                "items",
                                List.of(Map.of("key", "scarce/4MiB.txt", "text", text)),
                                "overwrite",
                                true,
                                "confirm",
                                true));
        assertThat(put).matches(Outcome::good);
        Supplier<Outcome> read = () -> new ToolCalls(server, token)
                .call(
                        "bucket_object_text",
                        Map.of("s3_uri", "s3://quilt-example/scarce/4MiB.txt", "max_bytes", 4 << 20));
        var outcomes =
                ToolCalls.atOnce(IntStream.range(0, 60).mapToObj(_ -> read).toList());
        outcomes.stream()
                .filter(it -> !it.good())
                .forEach(it -> assertThat(it.status() + " " + it.text()).matches("(?s)(503|429|200) .*(again|Wait).*"));
        System.out.printf(
                "reads=%d served=%d%n",
                60, outcomes.stream().filter(Outcome::good).count());
        assertThat(outcomes).anyMatch(Outcome::good);
        assertThat(server.child().running()).isTrue();
        assertThat(list(token)).matches(Outcome::good);
    }
}
