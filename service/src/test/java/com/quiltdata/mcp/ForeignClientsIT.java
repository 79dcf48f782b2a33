package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.ClientsPage.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.ClientTable;
import com.quiltdata.mcp.testing.ClientsPage;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.PythonFolder;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.WireTap;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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
 * and in its own era, seen on the wire, and say that the bearer is refused once it is. Where the runbook's page of
 * clients has a snippet, they are set up by it. Most need Node and npm; without them they are skipped, unless the
 * environment says FOREIGN_CLIENTS=required; FastMCP is required by FASTMCP=required, and what ops/clients/agents
 * installs by AGENTS=required. What passed is printed as a table, which runbook/clients.md shows too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final List<String> BUCKETS = List.of("quilt-example", "quilt-lab");
    private static final String PASSED = "lists, calls, reads, refused";
    private static final String REFUSED = "JWT token invalid or expired. Please re-authenticate.";

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final ServerProcess server = ServerProcess.start(ServerProcess.environment(sandbox));
    private final ClientTable table = new ClientTable();
    private WireTap tap = tap();

    @AfterEach
    void another() {
        tap.close();
        tap = tap();
    }

    /** A tap before the server, at which a token ends when its client asks for prompts. */
    private WireTap tap() {
        var made = new WireTap(server.uri(""));
        made.substituteBearer("prompts/list", sandbox.token("revoked"));
        return made;
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
        "v1, @modelcontextprotocol/sdk, (v1), 2025-11-25"
    })
    void servesTheTypeScriptSdkInItsEra(String client, String module, String how, String era) {
        var folder = NodeFolder.installed(CLIENTS);
        var saw = folder.run("talk.mjs", tapped(), sandbox.token("writer"), client);
        assertTalked(saw, era);
        assertThat(saw.path("refused").asText()).contains(REFUSED);
        table.add(module + " " + how, folder.version(module), era, PASSED);
    }

    /** The configuration that the page has for Claude Desktop starts mcp-remote with npx. */
    @Test
    void servesMcpRemoteAsClaudeDesktopStartsIt() throws IOException {
        var folder = NodeFolder.installed(CLIENTS);
        var config = ClientsPage.withHeader("Claude Desktop", tap.uri("/mcp"), sandbox.token("writer"));
        var saw = folder.run(
                home(), Map.of("TALK_CONFIG", config), "talk.mjs", tapped(), sandbox.token("writer"), "stdio");
        assertTalked(saw, "2025-11-25");
        assertThat(saw.path("refused").asText())
                .contains(quoted("mcp-remote", "mcp-remote: Dynamic Client Registration rejected (HTTP 404)"))
                .contains("Create an API key of the catalog");
        table.add("mcp-remote (stdio bridge)", folder.version("mcp-remote"), "2025-11-25", PASSED);
    }

    @Test
    void servesFastMcpInItsEra() {
        var folder = PythonFolder.installed(CLIENTS);
        var saw = folder.run("talk.py", tapped(), sandbox.token("writer"));
        assertServed(saw, "2026-07-28");
        assertThat(saw.path("text").asText()).isNotBlank();
        assertThat(saw.path("refused").asText()).contains(REFUSED);
        table.add("fastmcp-slim (bearer)", folder.version("fastmcp-slim"), "2026-07-28", PASSED);
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
    void theInspectorSaysThatItsBearerIsRefused() {
        var folder = NodeFolder.installed(CLIENTS.resolve("inspector"));
        var refused = folder.shell(ClientsPage.withHeader("MCP Inspector", tap.uri("/mcp"), sandbox.token("revoked")));
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.text())
                .contains(quoted("MCP Inspector", "\"code\":\"auth_required\""))
                .contains(quoted("MCP Inspector", "the server requires authorization (HTTP 401)"));
    }

    @Test
    void servesMcporterInItsEra() throws IOException {
        var folder = NodeFolder.installed(CLIENTS.resolve("inspector"));
        var home = home();
        var config = Files.createDirectories(home.resolve("config")).resolve("mcporter.json");
        Files.writeString(config, ClientsPage.withHeader("mcporter", tap.uri("/mcp"), sandbox.token("revoked")));
        assertThat(folder.shell(home, "mcporter list").text())
                .contains(quoted("mcporter", "HTTP 405 — SSE error: Non-200 status code (405)"));
        renew();
        Files.writeString(config, ClientsPage.withHeader("mcporter", tap.uri("/mcp"), sandbox.token("writer")));
        assertThat(folder.shell(home, "mcporter list").text()).contains("quilt (" + toolCount() + " tools");
        var saw = JSON.createObjectNode();
        saw.put("tools", toolCount());
        var called = JSON.readTree(
                folder.shell(home, "mcporter call quilt.bucket_list").text());
        saw.set("buckets", names(called));
        var read = folder.shell(home, "mcporter resource quilt auth://status");
        saw.set("status", JSON.readTree(read.text()));
        assertServed(saw, "2025-11-25");
        table.add("mcporter", folder.version("mcporter"), "2025-11-25", PASSED);
    }

    @Test
    void servesClaudeCodeAsThePageSaysAndAgainAfterARenewal() throws IOException {
        var folder = NodeFolder.ofAgents();
        var home = home();
        var add = ClientsPage.withHeader("Claude Code", tap.uri("/mcp"), sandbox.token("revoked"));
        assertRuns(folder, home, add);
        assertThat(folder.shell(home, "claude mcp list").text())
                .contains(quoted(
                        "Claude Code",
                        "✘ Failed to connect — Server rejected the configured Authorization header (HTTP 401)"))
                .contains(REFUSED);
        renew();
        assertRuns(folder, home, "claude mcp remove quilt");
        add = ClientsPage.withHeader("Claude Code", tap.uri("/mcp"), sandbox.token("writer"));
        assertRuns(folder, home, add);
        assertThat(folder.shell(home, "claude mcp list").text()).contains(quoted("Claude Code", "✔ Connected"));
        tap.substituteBearer("package_browse", sandbox.token("revoked"));
        var saw = folder.run(home, Map.of(), "claude.mjs");
        assertServed(saw, "2026-07-28");
        assertThat(saw.path("refused").asText())
                .contains(
                        quoted("Claude Code", "MCP server \"quilt\" rejected the Authorization header in its config"));
        var module = "@anthropic-ai/claude-code";
        table.add(module, folder.version(module), "2026-07-28", PASSED);
    }

    /** It takes the token from the environment, which the page says too; it sends no header that names the revision. */
    @Test
    void servesGeminiCliAsThePageSaysAndAgainAfterARenewal() throws IOException {
        var folder = NodeFolder.ofAgents();
        var home = home();
        var add = ClientsPage.withHeader("Gemini CLI", tap.uri("/mcp"), "$QUILT_TOKEN")
                .replace(
                        "\"Authorization: Bearer $QUILT_TOKEN\"",
                        quoted("Gemini CLI", "'Authorization: Bearer $QUILT_TOKEN'"));
        assertRuns(folder, home, add);
        assertThat(folder.shell(home, geminiList("revoked")).text())
                .contains(quoted("Gemini CLI", "✗ quilt: URL (http) - Disconnected")
                        .replace("URL", tapped()));
        renew();
        assertThat(folder.shell(home, geminiList("writer")).text())
                .contains(
                        quoted("Gemini CLI", "✓ quilt: URL (http) - Connected").replace("URL", tapped()));
        tap.substituteBearer("package_browse", sandbox.token("revoked"));
        var saw = folder.run(home, Map.of("QUILT_TOKEN", sandbox.token("writer")), "gemini.mjs");
        assertSawServer(saw);
        assertThat(saw.path("refused").asText())
                .contains(quoted("Gemini CLI", "Error POSTing to endpoint (HTTP 401)"), REFUSED);
        assertThat(tap.texts()).anyMatch(request -> request.contains("\"protocolVersion\":\"2025-06-18\""));
        assertBearer();
        var module = "@google/gemini-cli";
        table.add(module, folder.version(module), "2025-06-18", "lists, calls, refused");
    }

    private String geminiList(String user) {
        return "QUILT_TOKEN=" + sandbox.token(user) + " gemini mcp list";
    }

    @Test
    void servesCodexInItsEraAndItWritesTheConfigurationOfThePage() throws IOException {
        var folder = NodeFolder.ofAgents();
        var home = home();
        var add = quoted("Codex", "codex mcp add quilt --url URL --bearer-token-env-var QUILT_TOKEN");
        assertRuns(folder, home, add.replace("URL", tapped()));
        assertThat(home.resolve(".codex/config.toml"))
                .hasContent(ClientsPage.withHeader("Codex", tap.uri("/mcp"), sandbox.token("writer")));
        var refused = folder.run(home, Map.of("QUILT_TOKEN", sandbox.token("revoked")), "codex.mjs");
        assertThat(refused.path("refused").asText())
                .startsWith(quoted("Codex", "MCP startup failed: handshaking with MCP server failed"))
                .contains(quoted("Codex", "Auth required"));
        renew();
        tap.substituteBearer("package_browse", sandbox.token("revoked"));
        var saw = folder.run(home, Map.of("QUILT_TOKEN", sandbox.token("writer")), "codex.mjs");
        assertServed(saw, "2025-06-18");
        assertThat(saw.path("refused").asText()).contains(quoted("Codex", "Authentication required"), REFUSED);
        table.add("@openai/codex (app-server)", folder.version("@openai/codex"), "2025-06-18", PASSED);
    }

    /** The command of the page for a client that cannot connect. */
    @Test
    void curlShowsWhetherUrlAndTokenAreRight() {
        assertThat(curl("/mcp", "writer")).contains("HTTP/1.1 400", "must be \\\"2.0\\\"");
        assertThat(curl("/mcp", "revoked")).contains("HTTP/1.1 401", REFUSED);
        assertThat(curl("", "writer")).contains("HTTP/1.1 405");
    }

    private String curl(String path, String user) {
        var line = ClientsPage.probe(server.uri(path), sandbox.token(user));
        try (var shell = ChildProcess.start(Path.of("."), Map.of(), List.of("sh", "-c", line))) {
            assertThat(shell.exit()).as("%s", shell.lines()).isZero();
            return String.join("\n", shell.stdout());
        }
    }

    private static void assertRuns(NodeFolder folder, Path home, String line) {
        var outcome = folder.shell(home, line);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
    }

    private static Path home() throws IOException {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home-");
    }

    private String tapped() {
        return tap.uri("/mcp").toString();
    }

    /** What follows is sent with another token. */
    private void renew() {
        assertThat(tap.passed()).isNotEmpty();
        tap.clear();
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
            assertThatThrownBy(client::listPrompts).hasMessageStartingWith("Authorization error");
            assertServed(saw, "2025-11-25");
        }
        table.add("io.modelcontextprotocol.sdk:mcp-core", javaVersion(), "2025-11-25", PASSED);
    }

    /** What every client of {@code talk.mjs} saw. */
    private void assertTalked(JsonNode saw, String era) {
        assertThat(saw.path("server").asText()).isEqualTo("quilt-mcp-server");
        assertThat(saw.path("uri").asText()).startsWith("s3://quilt-example/examples/hurdat/");
        assertThat(saw.path("text").asText()).isNotBlank();
        assertServed(saw, era);
    }

    /** What every client saw alike, and how its requests looked. */
    private void assertServed(JsonNode saw, String era) {
        assertSawServer(saw);
        assertThat(saw.path("status").path("user_info").path("username").asText())
                .isEqualTo("writer");
        for (var method : List.of("tools/list", "tools/call", "resources/read")) {
            assertThat(tap.version(method)).as(method).hasValue(era);
        }
        assertBearer();
    }

    private void assertSawServer(JsonNode saw) {
        assertThat(saw.path("tools").asInt()).isEqualTo(toolCount()).isPositive();
        assertThat(saw.path("buckets")).map(JsonNode::asText).containsExactlyInAnyOrderElementsOf(BUCKETS);
    }

    private void assertBearer() {
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
        return names(call(client, "bucket_list", Map.of()));
    }

    private static JsonNode names(JsonNode listed) {
        var names = JSON.createArrayNode();
        listed.path("buckets").forEach(bucket -> names.add(bucket.path("name").asText()));
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
