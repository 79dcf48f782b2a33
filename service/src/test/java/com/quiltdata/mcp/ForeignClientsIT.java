package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ClientTable;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.WireTap;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients of others, which know nothing of this project, list tools, call some and read a resource, each with a bearer
 * and in its own era, seen on the wire. Most need Node and npm; without them they are skipped, unless the environment
 * says FOREIGN_CLIENTS=required. What passed is printed as a table, which runbook/clients.md shows too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final List<String> BUCKETS = List.of("quilt-example", "quilt-lab");
    private static final String PASSED = "lists, calls, reads";

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final ServerProcess server = ServerProcess.start(ServerProcess.environment(sandbox));
    private final ClientTable table = new ClientTable();
    private WireTap tap = new WireTap(server.uri(""));

    @AfterEach
    void another() {
        tap.close();
        tap = new WireTap(server.uri(""));
    }

    @AfterAll
    void stop() {
        tap.close();
        server.close();
        table.print();
        assertThat(table.missingInRunbook())
                .as("Rows that runbook/clients.md lacks")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v2-auto, @modelcontextprotocol/client, (auto), 2026-07-28",
        "v2-pinned, @modelcontextprotocol/client, (pinned), 2026-07-28",
        "v2-legacy, @modelcontextprotocol/client, (default), 2025-11-25",
        "v1, @modelcontextprotocol/sdk, (v1), 2025-11-25",
        "mcp-remote, mcp-remote, (stdio bridge), 2025-11-25"
    })
    void servesTheTypeScriptSdkInItsEra(String client, String module, String how, String era) {
        var folder = NodeFolder.installed(CLIENTS);
        var saw = folder.run("talk.mjs", tap.uri("/mcp").toString(), sandbox.token("writer"), client);
        assertThat(saw.path("server").asText()).isEqualTo("quilt-mcp-server");
        assertThat(saw.path("uri").asText()).startsWith("s3://quilt-example/examples/hurdat/");
        assertThat(saw.path("text").asText()).isNotBlank();
        assertServed(saw, era);
        table.add(module + " " + how, folder.version(module), era, PASSED);
    }

    @ParameterizedTest
    @CsvSource({"legacy, 2025-11-25", "modern, 2026-07-28"})
    void servesTheInspectorInItsEraAndItFindsTheSchemasPortable(String mode, String era) {
        var folder = NodeFolder.installed(CLIENTS.resolve("inspector"));
        var saw = folder.run("talk.mjs", tap.uri("/mcp").toString(), sandbox.token("writer"), mode);
        assertThat(saw.path("resources")).map(JsonNode::asText).contains("auth://status");
        assertThat(saw.path("portability").asText()).isEqualTo("0 errors, 0 warnings");
        assertServed(saw, era);
        var module = "@modelcontextprotocol/inspector";
        table.add(module + " (--cli, " + mode + ")", folder.version(module), era, PASSED + ", schemas portable");
    }

    @Test
    void servesTheJavaSdkInItsEra() throws IOException {
        try (var client = javaClient(tap.uri(""))) {
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            var saw = JSON.createObjectNode();
            saw.put("tools", client.listTools().tools().size());
            saw.set("buckets", buckets(client));
            assertThat(readmeOf(client, "examples/hurdat")).isNotBlank();
            saw.set("status", status(client));
            assertServed(saw, "2025-11-25");
        }
        table.add("io.modelcontextprotocol.sdk:mcp-core", javaVersion(), "2025-11-25", PASSED);
    }

    /** What every client saw alike, and how its requests looked. */
    private void assertServed(JsonNode saw, String era) {
        assertThat(saw.path("tools").asInt()).isEqualTo(toolCount()).isPositive();
        assertThat(saw.path("buckets")).map(JsonNode::asText).containsExactlyInAnyOrderElementsOf(BUCKETS);
        assertThat(saw.path("status").path("user_info").path("username").asText())
                .isEqualTo("writer");
        for (var method : List.of("tools/list", "tools/call", "resources/read")) {
            assertThat(tap.version(method)).as(method).hasValue(era);
        }
        assertThat(tap.passed())
                .allSatisfy(one -> assertThat(one.authorization()).isEqualTo("Bearer " + sandbox.token("writer")));
    }

    private int toolCount() {
        try (var client = javaClient(server.uri(""))) {
            client.initialize();
            return client.listTools().tools().size();
        }
    }

    private McpSyncClient javaClient(URI url) {
        var authorization = "Bearer " + sandbox.token("writer");
        var transport = HttpClientStreamableHttpTransport.builder(url.toString())
                .addHttpRequestCustomizer((request, _, _, _, _) -> request.header("Authorization", authorization))
                .build();
        return McpClient.sync(transport).build();
    }

    private static JsonNode buckets(McpSyncClient client) {
        var names = JSON.createArrayNode();
        call(client, "bucket_list", Map.of())
                .path("buckets")
                .forEach(bucket -> names.add(bucket.path("name").asText()));
        return names;
    }

    private static String readmeOf(McpSyncClient client, String name) {
        var browsed =
                call(client, "package_browse", Map.of("package_name", name, "registry", "s3://" + BUCKETS.getFirst()));
        var readme = browsed.findParents("logical_key").stream()
                .filter(entry -> entry.path("logical_key").asText().equals("README.md"))
                .findFirst()
                .orElseThrow();
        var uri = readme.path("physical_key").asText();
        return call(client, "object_read", Map.of("uri", uri)).path("text").asText();
    }

    private static JsonNode status(McpSyncClient client) throws IOException {
        var asked = McpSchema.ReadResourceRequest.builder("auth://status").build();
        var content = client.readResource(asked).contents().getFirst();
        return JSON.readTree(((McpSchema.TextResourceContents) content).text());
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        var result = client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s: %s", tool, result.content()).isNotEqualTo(true);
        return JSON.valueToTree(result.structuredContent());
    }

    private static String javaVersion() throws IOException {
        var file = "/META-INF/maven/io.modelcontextprotocol.sdk/mcp-core/pom.properties";
        try (var in = McpClient.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }
}
