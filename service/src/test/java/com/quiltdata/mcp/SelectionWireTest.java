package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.tool.TokenCounter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection sees of the tools, and how much of it, on the real server. */
@Tag("process")
final class SelectionWireTest {
    private static final int MOST_TOOLS = 40;
    private static final int MOST_TOKENS = 17_000;
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String MODERN_LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                    + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

    private static TestServer server;
    private static TestServer reading;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("writer");
        server = TestServer.onSandbox(Map.of());
        reading = TestServer.onSandbox(Map.of("QUILT_MCP_TOOLSETS", "buckets,readonly"));
    }

    @AfterAll
    static void stop() {
        server.close();
        reading.close();
    }

    private static HttpResponse<String> post(String query, String header, String body) {
        var request = HttpRequest.newBuilder(server.uri("/mcp" + query))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
        if (!header.isEmpty()) {
            request.header("X-MCP-Toolsets", header);
        }
        return server.send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode tools(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return TestServer.json(response.body()).at("/result/tools");
    }

    private static Set<String> names(JsonNode tools) {
        var names = new HashSet<String>();
        tools.forEach(tool -> names.add(tool.get("name").asText()));
        return names;
    }

    @Test
    void listOfEachPresetFitsItsTokenBudget() {
        var tokens = new TreeMap<String, Integer>();
        for (var preset : new String[] {"standard", "readonly", "full"}) {
            try (var other = TestServer.onSandbox(Map.of("QUILT_MCP_TOOLSETS", preset))) {
                var tools = tools(other.post(token, LIST));
                tokens.put(preset, TokenCounter.count(tools.toString()));
                System.out.printf(
                        "tools/list of %-8s: %2d tools, %,6d tokens%n", preset, tools.size(), tokens.get(preset));
                assertThat(preset.equals("full") || tools.size() <= MOST_TOOLS).isTrue();
            }
        }
        assertThat(TokenCounter.count(post("", "", LIST).body())).isBetween(1000, MOST_TOKENS);
    }

    @ParameterizedTest
    @CsvSource({
        "'',packages",
        "?toolsets=packages,''",
        "?toolsets=packages&toolsets=packages,'packages,readonly'",
        "?toolsets=full,' Packages '",
    })
    void headerOrQueryNarrowsTheList(String query, String header) {
        assertThat(names(tools(post(query, header, LIST))))
                .contains("package_browse", "object_read")
                .allMatch(name -> name.startsWith("package") || name.equals("object_read"));
    }

    @Test
    void listsOnlyToolsThatEveryListOfToolsetsNames() {
        var none = post("?toolsets=packages", "buckets", LIST);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(none.body()).at("/error/message").asText())
                .isEqualTo(
                        "No tool of this choice may run here."
                                + " Use one of catalog, buckets, packages, summaries, search, metadata, access, chatgpt, tabulator, sql, charts.");
        assertThat(names(tools(post("/x/packages,search?toolsets=search,buckets", "full", LIST))))
                .isEqualTo(names(tools(post("", "search", LIST))));
    }

    @Test
    void widensTheListUpToWhatIsAllowed() {
        assertThat(names(tools(post("/x/chatgpt", "", LIST)))).containsExactlyInAnyOrder("search", "fetch");
        assertThat(names(tools(post("/x/full", "", LIST))))
                .contains("search", "bucket_list")
                .hasSizeGreaterThan(MOST_TOOLS);
    }

    @Test
    void narrowedListHasPrivateCacheScope() {
        assertThat(scope(modern("buckets"))).isEqualTo("private");
        assertThat(scope(modern(""))).isEqualTo("public");
    }

    private static HttpResponse<String> modern(String header) {
        var request =
                server.mcp(token).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/list");
        if (!header.isEmpty()) {
            request.header("X-MCP-Toolsets", header);
        }
        return server.send(request.POST(HttpRequest.BodyPublishers.ofString(MODERN_LIST)));
    }

    private static String scope(HttpResponse<String> response) {
        return TestServer.json(response.body()).at("/result/cacheScope").asText();
    }

    @Test
    void runsAToolThatIsNotListed() {
        var response = post(
                "?toolsets=packages",
                "",
                LIST.replace("\"tools/list\"", "\"tools/call\",\"params\":{\"name\":\"bucket_list\"}"));
        assertThat(TestServer.json(response.body()).at("/result/isError").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"?toolsets=readonly,false", "/readonly,false", "/x/full/readonly,false", "/x/full,true", "'',true"})
    void readonlyConnectionGetsNoPromptThatWrites(String query, boolean writes) {
        var prompts = TestServer.json(post(query, "", LIST.replace("tools/list", "prompts/list"))
                        .body())
                .at("/result/prompts");
        assertThat(names(prompts).contains("create_package_from_s3")).isEqualTo(writes);
        var get = LIST.replace(
                "\"tools/list\"",
                "\"prompts/get\",\"params\":{\"name\":\"create_package_from_s3\","
                        + "\"arguments\":{\"bucket\":\"quilt-example\",\"package\":\"a/b\"}}");
        assertThat(TestServer.json(post(query, "", get).body()).has("result")).isEqualTo(writes);
        var initialize = LIST.replace("tools/list", "initialize");
        assertThat(TestServer.json(post(query, "", initialize).body())
                        .at("/result/instructions")
                        .asText()
                        .contains("package_delete"))
                .isEqualTo(writes);
    }

    @Test
    void connectionCannotWidenTheOperatorsSelection() {
        var list = HttpRequest.newBuilder(reading.uri("/mcp?toolsets=full"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(LIST));
        assertThat(names(tools(reading.send(list))))
                .contains("bucket_list")
                .doesNotContain("bucket_objects_put", "package_browse");
        assertThat(reading.fails(token, "bucket_objects_put", Map.of())).contains("This connection is read-only");
        assertThat(TestServer.json(reading.callRaw(token, "package_browse", Map.of())
                                .body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void continuationTokensReturnEachKeyOnce() {
        var seen = new HashSet<String>();
        var count = 0;
        var next = "";
        do {
            var page = server.ok(
                    token,
                    "bucket_objects_list",
                    Map.of("bucket", "quilt-example", "prefix", "many/", "max_keys", 1000, "continuation_token", next));
            count += page.get("count").asInt();
            page.get("objects").forEach(it -> seen.add(it.get("key").asText()));
            next = page.path("next_continuation_token").asText();
        } while (!next.isEmpty());
        assertThat(count).isEqualTo(1200);
        assertThat(seen).hasSize(1200);
    }

    @Test
    void refusesAForeignContinuationTokenBeforeAnyRequest() {
        var arguments = Map.of("bucket", "quilt-example", "continuation_token", "1ueGcxLPRx1Tr");
        assertThat(server.fails(token, "bucket_objects_list", arguments)).contains("`continuation_token`", "unchanged");
    }
}
