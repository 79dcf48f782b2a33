package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Official clients, which know nothing of this project, list tools, list buckets, browse a package, read a file and a
 * resource. The TypeScript ones need Node and npm; without them they are skipped, unless the environment says
 * FOREIGN_CLIENTS=required.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final List<String> BUCKETS = List.of("quilt-example", "quilt-lab");

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final ServerProcess server = ServerProcess.start(ServerProcess.environment(sandbox));

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"v2-auto, 2026-07-28", "v2-pinned, 2026-07-28", "v2-legacy, 2025-11-25", "v1, 2025-11-25"})
    void aTypeScriptClientIsServedInItsEra(String client, String protocol) throws IOException {
        assumeNode();
        install();
        var saw = talk(client);
        assertThat(saw.path("protocol").asText()).isEqualTo(protocol);
        assertThat(saw.path("server").asText()).isEqualTo("quilt-mcp-server");
        assertThat(saw.path("tools").asInt()).isEqualTo(toolCount());
        assertThat(saw.path("buckets")).map(JsonNode::asText).containsExactlyInAnyOrderElementsOf(BUCKETS);
        assertThat(saw.path("uri").asText()).startsWith("s3://quilt-example/examples/hurdat/");
        assertThat(saw.path("text").asText()).isNotBlank();
        assertThat(saw.path("status").isObject()).isTrue();
    }

    @Test
    void theJavaClientListsBrowsesAndReads() {
        try (var client = javaClient()) {
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("bucket_list", "package_browse", "bucket_object_text");
            assertThat(call(client, "bucket_list", Map.of()).path("buckets"))
                    .map(bucket -> bucket.path("name").asText())
                    .containsExactlyInAnyOrderElementsOf(BUCKETS);
            var browsed = call(
                    client,
                    "package_browse",
                    Map.of("package_name", "examples/hurdat", "registry", "s3://quilt-example"));
            var readme = browsed.findParents("logical_key").stream()
                    .filter(entry -> entry.path("logical_key").asText().equals("README.md"))
                    .findFirst()
                    .orElseThrow();
            var text = call(
                    client,
                    "bucket_object_text",
                    Map.of("s3_uri", readme.path("physical_key").asText()));
            assertThat(text.path("text").asText()).isNotBlank();
            assertThat(client.readResource(McpSchema.ReadResourceRequest.builder("auth://status")
                                    .build())
                            .contents())
                    .singleElement()
                    .isInstanceOf(McpSchema.TextResourceContents.class);
        }
    }

    private McpSyncClient javaClient() {
        var authorization = "Bearer " + sandbox.token("writer");
        var transport = HttpClientStreamableHttpTransport.builder(server.uri("").toString())
                .addHttpRequestCustomizer((request, _, _, _, _) -> request.header("Authorization", authorization))
                .build();
        return McpClient.sync(transport).build();
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        var result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s: %s", tool, result.content()).isNotEqualTo(true);
        return JSON.valueToTree(result.structuredContent());
    }

    private int toolCount() {
        try (var client = javaClient()) {
            client.initialize();
            return client.listTools().tools().size();
        }
    }

    private JsonNode talk(String client) throws IOException {
        try (var node = ChildProcess.start(
                CLIENTS,
                System.getenv(),
                List.of("node", "talk.mjs", server.uri("/mcp").toString(), sandbox.token("writer"), client))) {
            assertThat(node.exit()).as(() -> node.lines().toString()).isZero();
            return JSON.readTree(node.stdout().getLast());
        }
    }

    private static void assumeNode() {
        if (!runs("node") || !runs("npm")) {
            var sentence = "The TypeScript clients are SKIPPED: node and npm are not on PATH.";
            System.out.println(sentence);
            assertThat(System.getenv("FOREIGN_CLIENTS")).as(sentence).isNotEqualTo("required");
            assumeTrue(false, sentence);
        }
    }

    private static boolean runs(String program) {
        try (var version = ChildProcess.start(Path.of("."), System.getenv(), List.of(program, "--version"))) {
            return version.exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Installs what the lock file names, unless it is there. */
    private static void install() throws IOException {
        var lock = CLIENTS.resolve("package-lock.json");
        var installed = CLIENTS.resolve("node_modules/.package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
            return;
        }
        try (var npm = ChildProcess.start(CLIENTS, System.getenv(), List.of("npm", "ci"))) {
            assertThat(npm.exit()).as(() -> npm.lines().toString()).isZero();
        }
    }
}
