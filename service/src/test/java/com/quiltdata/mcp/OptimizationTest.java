package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MCP_OPTIMIZATION_ENABLED does. */
@Tag("process")
final class OptimizationTest {
    /** The configuration is needed once for the list and once for each of two schemas. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 3"})
    void readsTheWorkflowConfigurationOncePerCallUnlessSwitchedOff(String enabled, int asked) {
        var sandbox = SandboxProcess.shared();
        try (var server = TestServer.onSandbox(Map.of("MCP_OPTIMIZATION_ENABLED", enabled))) {
            sandbox.clearRequests();
            server.ok(sandbox.token("writer"), "workflow_list", Map.of("bucket", "quilt-lab"));
            assertThat(configurationsRead(sandbox)).isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @CsvSource({"writer, writer", "writer, reader"})
    void readsTheWorkflowConfigurationAgainForTheNextCall(String first, String second) {
        var sandbox = SandboxProcess.shared();
        try (var server = TestServer.onSandbox(Map.of())) {
            sandbox.clearRequests();
            server.ok(sandbox.token(first), "workflow_list", Map.of("bucket", "quilt-example"));
            server.ok(sandbox.token(second), "workflow_list", Map.of("bucket", "quilt-example"));
            assertThat(configurationsRead(sandbox)).isEqualTo(2);
        }
    }

    private static long configurationsRead(SandboxProcess sandbox) {
        long read = 0;
        for (var request : sandbox.requests()) {
            read += request.get("path").asText().endsWith("/.quilt/workflows/config.yml") ? 1 : 0;
        }
        return read;
    }
}
