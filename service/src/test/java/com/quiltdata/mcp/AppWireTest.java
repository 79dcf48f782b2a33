package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.AppView;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP Apps through the whole server: what is declared, listed and read in both eras. */
@Tag("process")
final class AppWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODERN = "2026-07-28";
    private static final String UI = """
            {"extensions":{"io.modelcontextprotocol/ui":{"mimeTypes":["text/html;profile=mcp-app"]}}}""";

    private static TestServer server;
    private static TestServer without;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("writer");
        server = TestServer.onSandbox(Map.of());
        without = TestServer.onSandbox(Map.of("QUILT_MCP_RESOURCES_ENABLED", "false"));
    }

    @AfterAll
    static void stop() {
        server.close();
        without.close();
    }

    /** Returns the response to a request of a revision, from a client of these capabilities. */
    private static JsonNode ask(
            TestServer server, String version, String method, Map<String, ?> params, String capabilities) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        var all = body.putObject("params").setAll(JSON.<ObjectNode>valueToTree(params));
        var request = server.mcp(token).header("MCP-Protocol-Version", version);
        if (version.equals(MODERN)) {
            ((ObjectNode) all)
                    .putObject("_meta")
                    .put("io.modelcontextprotocol/protocolVersion", version)
                    .set("io.modelcontextprotocol/clientCapabilities", TestServer.json(capabilities));
            request.header("Mcp-Method", method);
            var name = params.containsKey("uri") ? params.get("uri") : params.get("name");
            if (name != null) {
                request.header("Mcp-Name", name.toString());
            }
        }
        return TestServer.json(server.send(request.POST(HttpRequest.BodyPublishers.ofString(body.toString())))
                .body());
    }

    private static JsonNode ask(String version, String method, Map<String, ?> params) {
        return ask(server, version, method, params, "{}");
    }

    @Test
    void declaresTheExtensionInBothEras() {
        var handshake = ask("2025-11-25", "initialize", Map.of("protocolVersion", "2025-11-25"));
        var discovery = ask(MODERN, "server/discover", Map.of());
        assertThat(handshake.at("/result/capabilities/extensions").has(AppView.EXTENSION))
                .as("%s", handshake)
                .isTrue();
        assertThat(discovery.at("/result/capabilities/extensions").has(AppView.EXTENSION))
                .as("%s", discovery)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", MODERN})
    void everyPageThatAToolNamesCanBeRead(String version) {
        var tools = ask(version, "tools/list", Map.of()).at("/result/tools");
        var pages = tools.findValuesAsText("resourceUri").stream().distinct().toList();
        assertThat(pages).contains(AppView.PACKAGE.uri(), AppView.TABLE.uri());
        assertThat(tools)
                .filteredOn(it -> it.path("_meta").has("ui"))
                .allSatisfy(tool -> assertThat(tool.at("/_meta/ui/resourceUri"))
                        .isEqualTo(tool.path("_meta").path("ui/resourceUri")));
        for (var page : pages) {
            var content = ask(version, "resources/read", Map.of("uri", page)).at("/result/contents/0");
            assertThat(content.path("mimeType").asText()).isEqualTo(AppView.MEDIA_TYPE);
            assertThat(content.path("text").asText()).startsWith("<!DOCTYPE html>");
            assertThat(content.at("/_meta/ui/prefersBorder").asBoolean()).isTrue();
            assertThat(content.at("/_meta/ui/csp"))
                    .hasSize(4)
                    .allSatisfy(origins -> assertThat(origins).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", MODERN})
    void listsThePages(String version) {
        var resources = ask(version, "resources/list", Map.of()).at("/result/resources");
        assertThat(resources)
                .filteredOn(it -> it.path("mimeType").asText().equals(AppView.MEDIA_TYPE))
                .map(it -> it.path("uri").asText())
                .containsExactlyElementsOf(
                        Arrays.stream(AppView.values()).map(AppView::uri).toList());
    }

    @ParameterizedTest
    @EnumSource(AppView.class)
    void everyoneMayCacheAPage(AppView view) {
        var read = ask(MODERN, "resources/read", Map.of("uri", view.uri())).path("result");
        assertThat(read.path("cacheScope").asText()).isEqualTo("public");
        assertThat(read.path("ttlMs").asLong()).isPositive();
    }

    @Test
    void resultsAndListsAreTheSameForEveryHost() {
        var call = Map.of(
                "name",
                "package_browse",
                "arguments",
                Map.of("package_name", "examples/hurdat", "registry", "quilt-example", "include_signed_urls", false));
        var plain = ask(server, MODERN, "tools/call", call, "{}").path("result");
        assertThat(plain.path("structuredContent").path("entries")).isNotEmpty();
        assertThat(ask(server, MODERN, "tools/call", call, UI).path("result")).isEqualTo(plain);
        assertThat(ask(without, MODERN, "tools/call", call, UI).at("/result/structuredContent"))
                .isEqualTo(plain.path("structuredContent"));
        assertThat(ask(server, MODERN, "tools/list", Map.of(), UI)).isEqualTo(ask(MODERN, "tools/list", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", MODERN})
    void namesNoPageWhereResourcesAreOff(String version) {
        var tools = ask(without, version, "tools/list", Map.of(), UI).at("/result/tools");
        assertThat(tools).isNotEmpty();
        assertThat(tools.toString()).doesNotContain("ui://", "\"_meta\":{}");
        var about = version.equals(MODERN)
                ? ask(without, version, "server/discover", Map.of(), UI)
                : ask(without, version, "initialize", Map.of("protocolVersion", version), UI);
        assertThat(about.toString()).doesNotContain(AppView.EXTENSION);
    }

    @Test
    void modelsSeeNoPageAmongTheResourcesOfATool() {
        assertThat(server.ok(token, "get_resource", Map.of()).toString())
                .contains("auth://status")
                .doesNotContain("ui://");
        assertThat(server.call(token, "get_resource", Map.of("uri", "auth://other"))
                        .toString())
                .contains("auth://status")
                .doesNotContain("ui://");
    }
}
