package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.resources.ResourceCache;
import com.quiltdata.mcp.resources.ResourceInventory;
import com.quiltdata.mcp.resources.ResourcePorts;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The toolset of administrators and its resources exist only where the operator names it. */
@Tag("process")
final class AdminToolsetWireTest {
    private static final Toolset ADMIN = Everything.inventory().toolsets().stream()
            .filter(set -> set.name().equals("admin"))
            .findFirst()
            .orElseThrow();
    private static final Set<String> TOOLS =
            ADMIN.tools().stream().map(Tool::spec).map(spec -> spec.name()).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> RESOURCES = resources();

    private static TestServer without;
    private static TestServer listing;
    private static TestServer allowing;
    private static String token;

    private static Set<String> resources() {
        var all = ResourceInventory.of(
                CatalogSite.parse("http://localhost:8080"),
                UnusablePorts.all(ResourcePorts.class),
                new ResourceCache(Duration.ZERO, _ -> {}),
                1024);
        var uris = new HashSet<>(uris(all));
        uris.removeAll(uris(all.where(toolset -> !toolset.equals("admin"))));
        return uris;
    }

    private static List<String> uris(ResourceDirectory directory) {
        return directory.entries().stream().map(ResourceDirectory.Entry::uri).toList();
    }

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("admin");
        without = TestServer.onSandbox(Map.of("QUILT_MCP_TOOLSETS", "full"));
        listing = TestServer.onSandbox(Map.of("QUILT_MCP_TOOLSETS", "full,admin"));
        allowing =
                TestServer.onSandbox(Map.of("QUILT_MCP_TOOLSETS", "standard", "QUILT_MCP_TOOLS_ALLOWED", "full,admin"));
    }

    @AfterAll
    static void stop() {
        without.close();
        listing.close();
        allowing.close();
    }

    private static HttpResponse<String> post(TestServer to, String path, String header, String method, String params) {
        var request = HttpRequest.newBuilder(to.uri(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
        if (!header.isEmpty()) {
            var colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1));
        }
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
        return to.send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode result(TestServer to, String method, String params) {
        return TestServer.json(post(to, "/mcp", "", method, params).body());
    }

    private static Set<String> listed(TestServer to, String path) {
        return TestServer.json(post(to, path, "", "tools/list", "{}").body())
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> resources(TestServer of) {
        return result(of, "resources/list", "{}")
                .at("/result/resources")
                .valueStream()
                .map(resource -> resource.path("uri").asText())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void onlyTheOperatorListsIt() {
        assertThat(TOOLS).allMatch(name -> name.startsWith("admin_"));
        assertThat(listed(listing, "/mcp")).containsAll(TOOLS);
        assertThat(listed(without, "/mcp")).isNotEmpty().noneMatch(name -> name.startsWith("admin_"));
        assertThat(listed(allowing, "/mcp")).isNotEmpty().noneMatch(name -> name.startsWith("admin_"));
        assertThat(listed(allowing, "/mcp/x/admin")).isEqualTo(TOOLS);
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp/x/admin,''",
        "'/mcp/x/full,admin',''",
        "/mcp/x/admin/readonly,''",
        "/mcp?toolsets=admin,''",
        "'/mcp?toolsets=full,Admin',''",
        "/mcp,X-MCP-Toolsets:admin",
        "/mcp,'X-MCP-Toolsets: full, ADMIN'",
        "/mcp,X-MCP-Tools:admin_user_get",
        "/mcp,'X-MCP-Tools:bucket_list,Admin_User_Get'",
    })
    void noConnectionWidensToIt(String path, String header) {
        for (var method : List.of("tools/list", "tools/call", "resources/list")) {
            var refused = post(without, path, header, method, "{\"name\": \"admin_user_get\"}");
            assertThat(refused.statusCode()).isBetween(400, 404);
            assertThat(refused.body()).doesNotContain("admin_user_set", "admin://");
        }
    }

    @Test
    void refusesItsToolsAsUnknownWhereItIsOff() {
        for (var name : TOOLS.isEmpty() ? Set.of("admin_user_get") : TOOLS) {
            assertThat(result(without, "tools/call", "{\"name\": \"%s\"}".formatted(name))
                            .at("/error/message")
                            .asText())
                    .startsWith("There is no tool '%s'.".formatted(name))
                    .doesNotContain("Did you mean admin_");
        }
    }

    @Test
    void itsResourcesExistOnlyWhereItMayRun() {
        assertThat(RESOURCES).allMatch(uri -> uri.startsWith("admin://"));
        assertThat(resources(listing)).containsAll(RESOURCES);
        assertThat(resources(without)).isNotEmpty().noneMatch(uri -> uri.startsWith("admin://"));
        for (var uri : RESOURCES) {
            assertThat(result(allowing, "resources/read", "{\"uri\": \"%s\"}".formatted(uri))
                            .at("/result/contents/0/text")
                            .asText())
                    .as(uri)
                    .isNotEmpty();
            assertThat(allowing.ok(token, "get_resource", Map.of("uri", uri))
                            .path("uri")
                            .asText())
                    .isEqualTo(uri);
        }
        for (var uri : RESOURCES.isEmpty() ? Set.of("admin://users") : RESOURCES) {
            assertThat(result(without, "resources/read", "{\"uri\": \"%s\"}".formatted(uri))
                            .at("/error/message")
                            .asText())
                    .startsWith("Resource not found.");
            assertThat(without.fails(token, "get_resource", Map.of("uri", uri)))
                    .startsWith("There is no resource " + uri)
                    .doesNotContain("available: admin://", ", admin://");
            assertThat(result(without, "completion/complete", """
                                    {"ref": {"type": "ref/resource", "uri": "%s"},
                                     "argument": {"name": "x", "value": ""}}""".formatted(uri))
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(-32602);
        }
        assertThat(without.ok(token, "get_resource", Map.of()).toString()).doesNotContain("admin://");
    }
}
