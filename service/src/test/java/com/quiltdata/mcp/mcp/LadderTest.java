package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.testing.McpRequests.META;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.SampleTools;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The era ladder and the error table, request by request. */
final class LadderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final McpHeaders NONE = McpRequests.headers(null, null, null);

    private final McpServer server = server();

    private static McpServer server() {
        var inventory = new Inventory(List.of(new Toolset("sample", List.of(SampleTools.greeting()))));
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var limits = new Limits(Duration.ofSeconds(10), 10, 10, 1000, 10_000);
        var runner = new Runner(inventory, limits, Validators.newValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("1.2.3", Selection.of(inventory, "standard"), new OneResource(), prompts, runner);
        return Protocols.of(methods, methods, runner, meters, RequestStateSigner.random());
    }

    private static final class OneResource implements ResourceDirectory {
        private final Entry entry = new Entry("a://b", "b", "B", "A thing.", "application/json");

        @Override
        public List<Entry> entries() {
            return List.of(entry);
        }

        @Override
        public Optional<Content> read(String uri, Call call) {
            return uri.equals(entry.uri()) ? Optional.of(new Content(entry, Map.of("x", 1))) : Optional.empty();
        }
    }

    private record Reply(int status, JsonNode body) {
        int code() {
            return body.at("/error/code").asInt();
        }

        JsonNode result() {
            return body.get("result");
        }
    }

    private Reply send(String body, McpHeaders headers) {
        var inbound = McpRequests.request(Caller.of("t"), "r", headers);
        return switch (server.handle(server.read(body.getBytes(StandardCharsets.UTF_8)), inbound)) {
            case McpResponse.AcceptedResponse _ -> new Reply(202, JSON.createObjectNode());
            case McpResponse.Stream _ -> throw new AssertionError("nobody asked for a stream");
            case McpResponse.Body(var status, var json, var _, var _) -> {
                try {
                    yield new Reply(status.number(), JSON.readTree(json));
                } catch (java.io.IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private Reply modern(String method, String params, @Nullable String name) {
        var inner = params.isEmpty() ? META : params + "," + META;
        return send(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}".formatted(method, inner),
                McpRequests.headers("2026-07-28", method, name));
    }

    private Reply legacy(String method, String params, @Nullable String version) {
        return send(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"%s\",\"params\":{%s}}".formatted(method, params),
                McpRequests.headers(version, null, null));
    }

    // --- framing ---

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"a\":1}{\"b\":2}", "{\"a\":\"\u0001\"}", "{\"a\":1,\"a\":2}"})
    void returnsParseErrorWithoutIdForInvalidJson(String body) {
        var seen = send(body, NONE);
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.code()).isEqualTo(-32700);
        assertThat(seen.body().has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "7",
                "\"x\"",
                "null",
                "{}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
            })
    void returnsInvalidRequestForOtherJson(String body) {
        var seen = send(body, NONE);
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.code()).isEqualTo(-32600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"\"}}",
            })
    void acceptsNotificationsAndResponses(String body) {
        assertThat(send(body, NONE).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "12345678901234567890", "\"\"", "\"1\"", "\"é\""})
    void returnsTheIdWithItsTypeAndValue(String id) throws Exception {
        var seen = send("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id), NONE);
        assertThat(seen.body().get("id")).isEqualTo(JSON.readTree(id));
    }

    // --- 2026-07-28 ---

    @Test
    void discoverReturnsVersionsCapabilitiesAndServerInfo() {
        var result = modern("server/discover", "", null).result();
        assertThat(result.get("resultType").asText()).isEqualTo("complete");
        assertThat(result.get("supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(result.get("capabilities").toString())
                .isEqualTo("{\"tools\":{},\"resources\":{},\"prompts\":{},\"completions\":{}}");
        assertThat(result.get("ttlMs").asInt()).isPositive();
        assertThat(result.get("cacheScope").asText()).isEqualTo("public");
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/version")
                        .asText())
                .isEqualTo("1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
    void listsAreCompleteAndCacheable(String method) {
        var result = modern(method, "", null).result();
        assertThat(result.get("resultType").asText()).isEqualTo("complete");
        assertThat(result.has("ttlMs")).isTrue();
        assertThat(result.has("cacheScope")).isTrue();
        assertThat(result.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isEqualTo("quilt-mcp-server");
    }

    @Test
    void toolCallReturnsTextAndEqualStructuredContent() throws Exception {
        var result = modern("tools/call", "\"name\":\"greet\",\"arguments\":{\"who\":\"Ada\"}", "greet")
                .result();
        assertThat(result.get("resultType").asText()).isEqualTo("complete");
        assertThat(result.get("isError").asBoolean()).isFalse();
        assertThat(result.has("ttlMs")).isFalse();
        assertThat(JSON.readTree(result.at("/content/0/text").asText())).isEqualTo(result.get("structuredContent"));
    }

    @Test
    void invalidArgumentsAreAnErrorResult() {
        var seen = modern("tools/call", "\"name\":\"greet\",\"arguments\":{\"who\":1}", "greet");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.result().get("isError").asBoolean()).isTrue();
        assertThat(seen.result().has("structuredContent")).isFalse();
    }

    @Test
    void treatsAbsentArgumentsAsEmpty() {
        var seen = modern("tools/call", "\"name\":\"greet\"", "greet");
        assertThat(seen.result().at("/content/0/text").asText()).contains("`who` is missing");
    }

    @Test
    void resourceContentsAreCacheableByTheirCallerOnly() {
        var result = modern("resources/read", "\"uri\":\"a://b\"", "a://b").result();
        assertThat(result.at("/contents/0/text").asText()).isEqualTo("{\"x\":1}");
        assertThat(result.get("cacheScope").asText()).isEqualTo("private");
    }

    @Test
    void decodesBase64NameHeader() {
        assertThat(modern("resources/read", "\"uri\":\"a://b\"", "=?base64?YTovL2I=?=")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // method      | params                 | version header | method header | name header | status | code
                "tools/call    | \"name\":\"greet\"     | 2026-07-28     | tools/call    | -           | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | 2026-07-28     | tools/call    | other       | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | 2026-07-28     | tools/call    | =?base64?!?= | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | 2026-07-28     | -             | greet       | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | 2026-07-28     | Tools/Call    | greet       | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | -              | tools/call    | greet       | 400 | -32020",
                "tools/call    | \"name\":\"greet\"     | 2025-11-25     | tools/call    | greet       | 400 | -32020",
                "tools/call    | \"name\":\"nothing\"   | 2026-07-28     | tools/call    | nothing     | 200 | -32602",
                "tools/call    | \"x\":1                | 2026-07-28     | tools/call    | greet       | 200 | -32602",
                "tools/call    | \"name\":\"greet\",\"arguments\":[] | 2026-07-28 | tools/call | greet | 200 | -32602",
                "prompts/get   | \"name\":\"p\"         | 2026-07-28     | prompts/get   | p           | 200 | -32602",
                "resources/read| \"uri\":\"no://no\"    | 2026-07-28     | resources/read| no://no     | 200 | -32602",
                "tools/list    | \"cursor\":\"x\"       | 2026-07-28     | tools/list    | -           | 200 | -32602",
                "no/such       | \"x\":1                | 2026-07-28     | no/such       | -           | 404 | -32601",
                "initialize    | \"x\":1                | 2026-07-28     | initialize    | -           | 404 | -32601",
                "ping          | \"x\":1                | 2026-07-28     | ping          | -           | 404 | -32601",
                "logging/setLevel | \"x\":1             | 2026-07-28     | logging/setLevel | -        | 404 | -32601",
                "resources/subscribe | \"x\":1          | 2026-07-28     | resources/subscribe | -     | 404 | -32601",
                "subscriptions/listen | \"x\":1         | 2026-07-28     | subscriptions/listen | -    | 404 | -32601",
                "completion/complete | \"x\":1          | 2026-07-28     | completion/complete | -     | 200 | -32602",
            })
    void returnsErrorsOfTheCurrentEra(
            String method,
            String params,
            @Nullable String version,
            @Nullable String methodHeader,
            @Nullable String name,
            int status,
            int code) {
        var seen = send(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s,%s}}".formatted(method, params, META),
                McpRequests.headers(version, methodHeader, name));
        assertThat(seen.code()).isEqualTo(code);
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.body().get("id").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_meta\":7}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":1}}",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7,\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                "[]",
            })
    void refusesCurrentRequestWithoutMeta(String params) {
        var seen = send(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":%s}".formatted(params),
                McpRequests.headers("2026-07-28", "tools/list", null));
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.code()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2099-01-01", "2025-11-25", "x"})
    void returnsSupportedVersionsForAnUnsupportedOne(String version) {
        var seen = send(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{%s}}"
                        .formatted(META.replace("2026-07-28", version)),
                McpRequests.headers(version, "tools/list", null));
        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.code()).isEqualTo(-32022);
        assertThat(seen.body().at("/error/data/supported").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(seen.body().at("/error/data/requested").asText()).isEqualTo(version);
    }

    @Test
    void returnsUriOfMissingResourceInErrorData() {
        var seen = modern("resources/read", "\"uri\":\"no://no\"", "no://no");
        assertThat(seen.body().at("/error/data/uri").asText()).isEqualTo("no://no");
    }

    // --- the handshake eras ---

    @ParameterizedTest
    @CsvSource({
        "2024-11-05,2024-11-05",
        "2025-03-26,2025-03-26",
        "2025-06-18,2025-06-18",
        "2025-11-25,2025-11-25",
        "1999-01-01,2025-11-25",
        "2026-07-28,2025-11-25",
    })
    void initializeReturnsRequestedOrLatestVersion(String asked, String answered) {
        var result = legacy("initialize", "\"protocolVersion\":\"" + asked + "\"", null)
                .result();
        assertThat(result.get("protocolVersion").asText()).isEqualTo(answered);
        assertThat(result.at("/serverInfo/name").asText()).isEqualTo("quilt-mcp-server");
        assertThat(result.get("capabilities").toString())
                .isEqualTo("{\"tools\":{},\"resources\":{},\"prompts\":{},\"completions\":{}}");
        assertThat(result.has("resultType")).isFalse();
    }

    @Test
    void initializeIgnoresVersionAndMethodHeaders() {
        var seen = send(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}",
                McpRequests.headers("2025-11-25", "initialize", null));
        assertThat(seen.result().get("protocolVersion").asText()).isEqualTo("2025-06-18");
    }

    @Test
    void handshakeResultsHaveNoFieldsOfTheCurrentEra() {
        var result = legacy("tools/list", "", "2025-06-18").result();
        assertThat(result.fieldNames()).toIterable().containsExactly("tools");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ping | - | 200 | 0",
                "ping | 2024-11-05 | 200 | 0",
                "tools/list | 1.0 | 400 | -32022",
                "tools/list | 2099-01-01 | 400 | -32022",
                "no/such | 2025-11-25 | 200 | -32601",
                "logging/setLevel | 2025-11-25 | 200 | -32601",
                "server/discover | 2025-11-25 | 200 | -32601",
            })
    void returnsErrorsOfTheHandshakeEras(String method, @Nullable String version, int status, int code) {
        var seen = legacy(method, "", version);
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.code()).isEqualTo(code);
    }

    @Test
    void offersHandshakeVersionsToHandshakeClients() {
        assertThat(legacy("tools/list", "", "2099-01-01")
                        .body()
                        .at("/error/data/supported")
                        .toString())
                .isEqualTo("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\",\"2024-11-05\"]");
    }

    @Test
    void missingResourceHasItsHandshakeErrorCode() {
        assertThat(legacy("resources/read", "\"uri\":\"no://no\"", "2025-11-25").code())
                .isEqualTo(-32002);
    }

    @Test
    void listsEqualToolsInStableOrderInBothEras() {
        var modern = modern("tools/list", "", null).result().get("tools");
        assertThat(legacy("tools/list", "", "2025-11-25").result().get("tools")).isEqualTo(modern);
        assertThat(modern("tools/list", "", null).result().get("tools").toString())
                .isEqualTo(modern.toString());
    }
}
