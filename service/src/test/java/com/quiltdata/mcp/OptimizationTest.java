package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

    /** Checks find what was read shortly before; a list of the workflows reads it anew for itself and for them. */
    @ParameterizedTest
    @CsvSource({"true, 2", "false, 4"})
    void readsTheWorkflowConfigurationOnceForSeveralChecks(String enabled, int asked) {
        var sandbox = SandboxProcess.shared();
        try (var server = TestServer.onSandbox(Map.of("MCP_OPTIMIZATION_ENABLED", enabled))) {
            var token = sandbox.token("writer");
            var metadata = Map.of("metadata", Map.of("title", "t"), "bucket", "quilt-lab", "workflow", "assay");
            sandbox.clearRequests();
            server.ok(token, "validate_metadata_structure", metadata);
            server.ok(token, "validate_metadata_structure", metadata);
            server.ok(token, "workflow_list", Map.of("bucket", "quilt-lab", "include_schemas", false));
            server.ok(token, "validate_metadata_structure", metadata);
            assertThat(configurationsRead(sandbox)).isEqualTo(asked);
        }
    }

    @Test
    void readsTheWorkflowConfigurationAgainAfterTheCallerHasWrittenIt() {
        try (var sandbox = SandboxProcess.started("sandbox-optimization");
                var server = TestServer.before(sandbox, Map.of("QUILT_MCP_TOOLSETS", "full,admin"))) {
            var token = sandbox.token("writer");
            var metadata = Map.of("metadata", Map.of("title", "t"), "bucket", "quilt-example");
            server.ok(token, "bucket_objects_put", configuration("first"));
            assertThat(server.ok(token, "validate_metadata_structure", metadata).toString())
                    .contains("first");
            server.ok(token, "bucket_objects_put", configuration("second"));
            assertThat(server.ok(token, "validate_metadata_structure", metadata).toString())
                    .contains("second");
        }
    }

    /** A workflow that demands what no package has, with a name that the refusal says. */
    private static Map<String, ?> configuration(String pattern) {
        var text = """
                version: "1"
                default_workflow: only
                workflows:
                  only:
                    name: Only
                    metadata_schema: %s
                """.formatted(pattern);
        return Map.of(
                "bucket",
                "quilt-example",
                "overwrite",
                true,
                "allow_internal",
                true,
                "confirm",
                true,
                "items",
                List.of(Map.of("key", ".quilt/workflows/config.yml", "text", text)));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 4"})
    void listsTheBucketsOnceForSeveralCallsOfACallerThatNeedThem(String enabled, int asked) {
        var sandbox = SandboxProcess.shared();
        try (var server = TestServer.onSandbox(Map.of("MCP_OPTIMIZATION_ENABLED", enabled))) {
            for (var caller : List.of("writer", "reader")) {
                sandbox.clearRequests();
                suggest(server, sandbox.token(caller));
                suggest(server, sandbox.token(caller));
                assertThat(operations(sandbox, "Buckets")).isEqualTo(asked);
            }
        }
    }

    @Test
    void listsTheBucketsAnewWhereTheListIsAskedFor() {
        var sandbox = SandboxProcess.shared();
        try (var server = TestServer.onSandbox(Map.of())) {
            sandbox.clearRequests();
            server.ok(sandbox.token("writer"), "bucket_list", Map.of());
            server.ok(sandbox.token("writer"), "bucket_list", Map.of());
            assertThat(operations(sandbox, "BucketLevels")).isEqualTo(2);
            var resource = """
                    {"jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": {"uri": "quilt-platform://buckets"}}""";
            assertThat(server.post(sandbox.token("writer"), resource).body()).contains("quilt-example");
            assertThat(operations(sandbox, "BucketLevels")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin | admin_bucket_update | {\"bucket\": \"quilt-lab\", \"title\": \"Other\"}",
                "switcher | role_switch | {\"role\": \"ReadWriteQuiltBucket\", \"confirm\": true}"
            })
    void listsTheBucketsAgainAfterTheCallerHasChangedSomething(String user, String tool, String arguments) {
        try (var sandbox = SandboxProcess.started("sandbox-optimization");
                var server = TestServer.before(sandbox, Map.of("QUILT_MCP_TOOLSETS", "full,admin"))) {
            var token = sandbox.token(user);
            sandbox.clearRequests();
            suggest(server, token);
            var change = """
                    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}""".formatted(tool, arguments);
            assertThat(server.post(token, change).body()).contains("success");
            suggest(server, token);
            assertThat(operations(sandbox, "Buckets")).isEqualTo(2);
        }
    }

    /** A call that needs the list of buckets in passing. */
    private static void suggest(TestServer server, String token) {
        server.ok(token, "search_suggest", Map.of("partial_query", "stor"));
    }

    private static long operations(SandboxProcess sandbox, String name) {
        return sandbox.callRequests().stream()
                .filter(request -> request.path("operationName").asText().equals(name))
                .count();
    }

    private static long configurationsRead(SandboxProcess sandbox) {
        long read = 0;
        for (var request : sandbox.requests()) {
            read += request.get("path").asText().endsWith("/.quilt/workflows/config.yml") ? 1 : 0;
        }
        return read;
    }
}
