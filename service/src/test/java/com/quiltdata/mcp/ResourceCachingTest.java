package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of resources, for whom, and the switches, through the whole server. */
@Tag("process")
final class ResourceCachingTest {
    private static final String URI = "s3://quilt-lab/lab/assay/plate.csv";

    private final SandboxProcess sandbox = SandboxProcess.shared();

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
        sandbox.clearRequests();
    }

    private JsonNode rpc(TestServer server, String who, String method, String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
        return TestServer.json(server.post(sandbox.token(who), body).body());
    }

    private JsonNode read(TestServer server, String who, String uri) {
        return rpc(server, who, "resources/read", "{\"uri\":\"" + uri + "\"}");
    }

    @Test
    void servesASecondReadFromTheCache() {
        try (var server = TestServer.onSandbox(Map.of())) {
            var first = read(server, "writer", URI);
            sandbox.clearRequests();
            assertThat(read(server, "writer", URI)).isEqualTo(first);
            assertThat(sandbox.callRequests()).isEmpty();
        }
    }

    @Test
    void servesNoCachedContentToAnotherCaller() {
        try (var server = TestServer.onSandbox(Map.of())) {
            assertThat(read(server, "writer", URI).has("result")).isTrue();
            assertThat(read(server, "reader", URI).has("error")).isTrue();
            assertThat(read(server, "nobody", URI).has("error")).isTrue();
            assertThat(server.post(
                                    sandbox.token("expired"),
                                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\""
                                            + URI + "\"}}")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void cachesNoFailure() {
        try (var server = TestServer.onSandbox(Map.of())) {
            sandbox.fault("{\"path\": \"s3\", \"status\": 403, \"times\": 20}");
            assertThat(read(server, "writer", URI).has("error")).isTrue();
            sandbox.clearFaults();
            assertThat(read(server, "writer", URI).has("result")).isTrue();
        }
    }

    @Test
    void forgetsContentOfACallerWhoseTokenIsRefused() {
        try (var server = TestServer.onSandbox(Map.of())) {
            assertThat(read(server, "writer", URI).has("result")).isTrue();
            sandbox.fault("{\"path\": \"/graphql\", \"status\": 401, \"body\": \"{}\", \"times\": 1}");
            assertThat(server.callRaw(sandbox.token("writer"), "bucket_list", Map.of())
                            .statusCode())
                    .isEqualTo(401);
            server.awaitAccepted(sandbox.token("writer"));
            sandbox.clearRequests();
            assertThat(read(server, "writer", URI).has("result")).isTrue();
            assertThat(sandbox.callRequests()).isNotEmpty();
        }
    }

    @Test
    void doesNotCacheTheCallersStatus() {
        try (var server = TestServer.onSandbox(Map.of())) {
            read(server, "writer", "auth://status");
            sandbox.clearRequests();
            read(server, "writer", "auth://status");
            assertThat(sandbox.callRequests()).isNotEmpty();
        }
    }

    @Test
    void cachesNothingWithLifetimeZero() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_RESOURCE_CACHE_TTL", "0"))) {
            read(server, "writer", URI);
            sandbox.clearRequests();
            read(server, "writer", URI);
            assertThat(sandbox.callRequests()).isNotEmpty();
        }
    }

    @Test
    void maximumSizeIsConfigurable() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_RESOURCE_MAX_BYTES", "4194304"))) {
            assertThat(read(server, "reader", "s3://quilt-example/binary/three-mib.bin")
                            .at("/result/contents/0/blob")
                            .asText())
                    .hasSize(4 << 20);
        }
    }

    @Test
    void offersNeitherResourcesNorTheirCompletionWhenSwitchedOff() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_RESOURCES_ENABLED", "false"))) {
            var capabilities = rpc(server, "reader", "initialize", "{\"protocolVersion\":\"2025-11-25\"}")
                    .at("/result/capabilities");
            assertThat(capabilities.has("resources")).isFalse();
            for (var method : new String[] {"resources/list", "resources/templates/list", "resources/read"}) {
                assertThat(rpc(server, "reader", method, "{\"uri\":\"auth://status\"}")
                                .at("/error/code")
                                .asInt())
                        .isEqualTo(-32601);
            }
            assertThat(rpc(
                                    server,
                                    "reader",
                                    "completion/complete",
                                    "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"s3://{bucket}/{+key}{?versionId}\"},"
                                            + "\"argument\":{\"name\":\"bucket\",\"value\":\"\"}}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(-32602);
            assertThat(rpc(server, "reader", "tools/list", "{}")
                            .at("/result/tools")
                            .findValuesAsText("name"))
                    .contains("bucket_list")
                    .doesNotContain("get_resource");
        }
    }
}
