package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.json.CollidingNames;
import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile JSON on its way in and out of the real server. */
@Timeout(60)
@Tag("process")
final class HostileJsonTest {
    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of("QUILT_MCP_MEMORY_BYTES", "2000000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
        sandbox.clearRequests();
    }

    private static String token() {
        return sandbox.token("writer");
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    private static JsonNode answer(String body) {
        return TestServer.json(server.post(token(), body).body());
    }

    private static void assertNothingWasSent() {
        assertThat(sandbox.callRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"metadata\":{\"title\":\"\\u0000\"} | `metadata.title`",
                "\"metadata\":{\"a\":[{\"b\":\"x\\ud800\"}]} | `metadata.a[0].b`",
                "\"metadata\":{\"k\\udc00\":1} | a property name in `metadata`",
                "\"entries\":{\"a.csv\":{\"type\":\"inline\",\"content\":\"\\u0000\"}} | `entries.a.csv.content`",
                "\"entries\":{\"a\":{\"type\":\"uri\",\"uri\":\"s3://b/k\",\"meta\":{\"m\":\"\\ud800\"}}} | `entries.a.meta.m`",
                "\"s3_uris\":[\"s3://quilt-example/a\",\"s3://quilt-example/\\ud83d\"] | `s3_uris[1]`",
                "\"message\":\"\\ud83d\" | `message`",
            })
    void refusesMalformedTextInArgumentsWithItsPath(String argument, String place) {
        var arguments = "{\"package_name\":\"t/bad-text\",\"registry\":\"quilt-example\",%s}".formatted(argument);
        var result = answer(call("package_create", arguments)).path("result");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText())
                .isEqualTo("Invalid arguments: %s must not contain NUL or an unpaired surrogate.".formatted(place));
        assertNothingWasSent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "resources/read | {\"uri\":\"quilt-platform://me\\u0000\"} | `uri`",
                "prompts/get | {\"name\":\"find_packages\",\"arguments\":{\"question\":\"\\ud800\"}} | `arguments.question`",
                "completion/complete | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"},\"argument\":{\"name\":\"bucket\",\"value\":\"\\ud800\"}} | `argument.value`",
                "tools/call | {\"name\":\"bucket_list\",\"_meta\":{\"progressToken\":\"\\ud800\"}} | `_meta.progressToken`",
            })
    void refusesMalformedTextInOtherParamsWithItsPath(String method, String params, String place) {
        var error = answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params))
                .path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText())
                .isEqualTo("In \"params\", %s must not contain NUL or an unpaired surrogate.".formatted(place));
        assertNothingWasSent();
    }

    @Test
    void malformedTextOfTheRegistryIsRepairedInResponsesAndStreams() {
        var bucket =
                "{\"name\":\"odd\",\"title\":\"half \\ud83d\",\"description\":\"nul \\u0000 lines \\u2028\\u2029\\u0085 pair \\ud83e\\uddec\",\"iconUrl\":null,\"relevanceScore\":1,\"browsable\":true,\"tags\":[]}";
        sandbox.fault("{\"path\":\"/graphql\",\"status\":200,\"times\":2,\"body\":%s}"
                .formatted(quoted("{\"data\":{\"me\":{\"name\":\"w\"},\"buckets\":[%s]}}".formatted(bucket))));
        var answered = server.post(token(), call("bucket_list", "{}")).body();
        assertWellFormed(answered);
        var asked = call("bucket_list", "{}").replace("\"params\":{", "\"params\":{\"_meta\":{\"progressToken\":1},");
        try (var stream =
                new Events(server.uri("/mcp"), token(), asked, "Accept", "application/json, text/event-stream")) {
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertWellFormed(stream.rest().getLast().substring("data: ".length()));
        }
    }

    private static void assertWellFormed(String json) {
        assertThat(json).doesNotContain("\u2028", "\u2029", "\u0085", "\0", "\\u0000", "\\ud83d\"");
        var result = TestServer.json(json).path("result");
        var told = result.at("/structuredContent/buckets/0");
        assertThat(told.path("title").asText()).isEqualTo("half \uFFFD");
        assertThat(told.path("description").asText())
                .isEqualTo("nul \uFFFD lines \u2028\u2029\u0085 pair \ud83e\uddec");
        assertThat(TestServer.json(result.at("/content/0/text").asText())).isEqualTo(result.path("structuredContent"));
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    @Test
    void namesTenOfAHundredThousandUnknownArguments() {
        var arguments = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"unknown%d\":%d".formatted(i, i))
                .collect(Collectors.joining(",", "{", "}"));
        var start = System.nanoTime();
        var text = answer(call("bucket_list", arguments))
                .at("/result/content/0/text")
                .asText();
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
        assertThat(text)
                .contains("`unknown9` and 99,990 more; known arguments: ")
                .hasSizeLessThan(1000);
        assertNothingWasSent();
    }

    @Test
    void refusesABodyOfMillionsOfObjects() {
        var bomb = "[" + String.join(",", Collections.nCopies(2_700_000, "{}")) + "]";
        var response = server.post(token(), call("bucket_list", "{\"x\":%s}".formatted(bomb)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response.body()).at("/error/message").asText())
                .isEqualTo("Invalid request: the body holds more than 1,000,000 values and names.");
    }

    @Test
    void collidingNamesOfOneCallerDoNotAffectOthers() {
        var names = CollidingNames.ofBytes(3000);
        for (int from = 0; from < names.size(); from += 300) {
            assertThat(server.post(token(), call("bucket_list", CollidingNames.object(names.subList(from, from + 300))))
                            .statusCode())
                    .isEqualTo(200);
        }
        var statuses = IntStream.range(0, 200)
                .mapToObj(i -> server.post(
                                sandbox.token("reader"),
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"own%d\":1}}"
                                        .formatted(i))
                        .statusCode())
                .distinct();
        assertThat(statuses).containsExactlyElementsOf(List.of(200));
    }

    @Test
    void echoesAnIntegerIdWithAFraction() {
        assertThat(server.post(token(), "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"method\":\"ping\"}")
                        .body())
                .contains("\"id\":1.0,\"result\":{}");
    }

    @Test
    void namesTheAllowedRangeOfANumber() {
        assertThat(server.fails(
                        token(), "bucket_objects_list", Map.of("bucket", "quilt-example", "max_keys", 2147483648L)))
                .contains("`max_keys` must be an integer from 1 to 1000, not 2147483648");
    }
}
