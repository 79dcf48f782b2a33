package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.testing.TraceCollector.ReceivedSpan;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Traces of the real jar: its services are found, and its end waits for no collector. */
final class TracesIT {
    private static final String ARGUMENTS = "{\"bucket\":\"quilt-example\"}";
    private static final String EXPORTER = "BatchSpanProcessor";

    private final SandboxProcess sandbox = SandboxProcess.shared();

    private Map<String, String> environment(Map<String, String> more) {
        var all = new HashMap<>(ServerProcess.environment(sandbox));
        all.put("QUILT_MCP_SHUTDOWN_WAIT", "0s");
        all.putAll(more);
        return all;
    }

    private void call(ServerProcess server) {
        assertThat(server.callTool(sandbox.token("reader"), "bucket_objects_list", ARGUMENTS)
                        .body())
                .contains("\"isError\":false");
    }

    @Test
    void flushesSpansOnExitAndNeverLogsCollectorKey() {
        try (var collector = new TraceCollector();
                var server = ServerProcess.start(environment(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        collector.url(),
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "x-key=s3cr3t")))) {
            call(server);
            assertThat(server.get(server.adminUri("/threads")).body()).contains(EXPORTER);
            server.child().terminate();
            server.child().exit();
            assertThat(collector.spans())
                    .extracting(ReceivedSpan::name)
                    .contains("tools/call bucket_objects_list", "s3 ListObjectsV2", "rest get_credentials");
            assertThat(collector.headers())
                    .allSatisfy(headers -> assertThat(headers.getFirst("x-key")).isEqualTo("s3cr3t"));
            assertThat(server.child().lines())
                    .noneMatch(line -> line.contains("s3cr3t") || line.contains("sun.misc.Unsafe"));
        }
    }

    @Test
    void startsNoExporterThreadWithoutACollector() {
        try (var server = ServerProcess.start(environment(Map.of()))) {
            call(server);
            assertThat(server.get(server.adminUri("/threads")).body())
                    .doesNotContain(EXPORTER, "jdkhttp-executor")
                    .contains("Common-Cleaner");
        }
    }

    /** The collector holds each request until the process has ended by itself. */
    @Test
    void hangingCollectorDelaysNeitherCallsNorExit() {
        var released = new CountDownLatch(1);
        try (var collector = new TraceCollector().answering(_ -> {
                    Latches.await(released);
                });
                var server = ServerProcess.start(environment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url())))) {
            call(server);
            collector.await(spans -> !spans.isEmpty());
            call(server);
            server.child().terminate();
            server.child().exit();
            assertThat(server.child().stdout()).anyMatch(line -> line.contains("the trace collector did not receive"));
            assertThat(server.child().lines()).noneMatch(line -> line.contains("ERROR"));
        } finally {
            released.countDown();
        }
    }
}
