package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Events;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.testing.TraceCollector.ReceivedSpan;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector hears of the requests that a running server answers. */
@Timeout(120)
@Tag("process")
final class TracesTest {
    private static final String BUCKET = "{\"bucket\":\"quilt-example\"}";
    private static final String PARENT = "00f067aa0ba902b7";

    private static TraceCollector collector;
    private static SandboxProcess sandbox;
    private static TestServer server;

    /** A trace of this test alone. */
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void start() {
        collector = new TraceCollector();
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/"));
    }

    @AfterAll
    static void stop() {
        server.close();
        collector.close();
    }

    @BeforeEach
    void noFaults() {
        sandbox.clearFaults();
    }

    private static String parent(String trace) {
        return "00-" + trace + "-" + PARENT + "-01";
    }

    private static String call(String tool, String arguments, String meta) {
        return request(
                "tools/call", "\"name\":\"%s\",\"arguments\":%s,\"_meta\":{%s}".formatted(tool, arguments, meta));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":{%s}}".formatted(method, params);
    }

    /** Posts a request that belongs to the trace by its header. */
    private static HttpResponse<String> post(String trace, String token, String body) {
        return server.send(server.mcp(token)
                .header("traceparent", parent(trace))
                .header("X-Request-Id", "id-" + trace)
                .POST(BodyPublishers.ofString(body)));
    }

    private List<ReceivedSpan> traced(String user, String body) {
        post(trace, sandbox.token(user), body);
        return collector.trace(trace);
    }

    private static ReceivedSpan served(List<ReceivedSpan> spans) {
        return spans.stream().filter(TraceCollector::isRequest).findFirst().orElseThrow();
    }

    /** The span of a request that names no place in any trace which a client could know. */
    private static ReceivedSpan servedUnder(String requestId) {
        return collector.await(spans -> spans.stream().anyMatch(span -> requestId.equals(id(span)))).stream()
                .filter(span -> requestId.equals(id(span)))
                .findFirst()
                .orElseThrow();
    }

    private static String id(ReceivedSpan span) {
        return span.attributes().getOrDefault("quilt_mcp.request.id", "");
    }

    @Test
    void continuesTheTraceOfTheHeader() {
        var spans = traced("reader", request("tools/list", ""));
        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.parentId()).isEqualTo(PARENT);
            assertThat(span.name()).isEqualTo("tools/list");
            assertThat(span.failed()).isFalse();
            assertThat(span.attributes())
                    .isEqualTo(Map.of(
                            "mcp.method.name", "tools/list",
                            "jsonrpc.request.id", "7",
                            "quilt_mcp.request.id", "id-" + trace,
                            "network.protocol.name", "http",
                            "network.transport", "tcp"));
        });
    }

    @Test
    void prefersTheTraceInTheRequestAndLinksTheHeaders() {
        var header = UUID.randomUUID().toString().replace("-", "");
        var own = "\"traceparent\":\"00-%s-1234567890abcdef-01\"".formatted(trace);
        post(header, sandbox.token("reader"), call("bucket_list", "{}", own));
        var span = served(collector.trace(trace));
        assertThat(span.parentId()).isEqualTo("1234567890abcdef");
        assertThat(span.links()).containsExactly(PARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "made up",
            })
    void startsANewTraceForAMalformedTraceparent(String malformed) {
        var response = server.send(server.mcp(sandbox.token("reader"))
                .header("traceparent", malformed)
                .header("X-Request-Id", trace)
                .POST(BodyPublishers.ofString(call("bucket_list", "{}", "\"traceparent\":17"))));
        assertThat(response.statusCode()).isEqualTo(200);
        var span = servedUnder(trace);
        assertThat(span.parentId()).isEmpty();
        assertThat(span.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void upstreamExchangesAreChildSpansNamedLikeInMetrics() {
        var token = sandbox.token("reader");
        var uri = "quilt+s3://quilt-example#package=examples/hurdat&path=README.md";
        assertThat(post(trace, token, call("object_read", "{\"uri\":\"%s\"}".formatted(uri), ""))
                        .body())
                .contains("\"isError\":false");
        var spans = collector.trace(trace);
        var call = served(spans);
        assertThat(call.name()).isEqualTo("tools/call object_read");
        assertThat(call.attributes())
                .containsEntry("gen_ai.tool.name", "object_read")
                .containsEntry("gen_ai.operation.name", "execute_tool")
                .containsEntry("mcp.method.name", "tools/call");
        var children =
                spans.stream().filter(span -> !TraceCollector.isRequest(span)).toList();
        assertThat(children)
                .allSatisfy(child -> assertThat(child.parentId()).isEqualTo(call.spanId()))
                .allSatisfy(child -> assertThat(child.name())
                        .isEqualTo(child.attributes().get("quilt_mcp.upstream") + " "
                                + child.attributes().get("quilt_mcp.operation")));
        assertThat(children)
                .extracting(child -> child.attributes().get("quilt_mcp.upstream"))
                .contains("graphql", "s3");
        assertThat(children).extracting(ReceivedSpan::name).doesNotContain("graphql other", "s3 other");
    }

    /** The exchange of credentials takes one, and the writer has not made it before. */
    @Test
    void workOnOtherThreadsBelongsToTheTrace() {
        var listing = traced("writer", call("bucket_objects_list", BUCKET, ""));
        assertThat(listing).extracting(ReceivedSpan::name).contains("rest get_credentials", "s3 ListObjectsV2");
    }

    @Test
    void concurrentCallsHaveSeparateTraces() {
        var traces = IntStream.range(0, 24)
                .mapToObj(_ -> UUID.randomUUID().toString().replace("-", ""))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = traces.stream()
                    .map(one -> CompletableFuture.supplyAsync(
                            () -> post(one, sandbox.token("reader"), call("bucket_objects_list", BUCKET, "")), threads))
                    .toList();
            assertThat(calls)
                    .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        }
        for (var one : traces) {
            var spans = collector.trace(one);
            var call = served(spans);
            assertThat(id(call)).isEqualTo("id-" + one);
            assertThat(spans).filteredOn(TraceCollector::isRequest).hasSize(1);
            assertThat(spans)
                    .filteredOn(span -> span.name().equals("s3 ListObjectsV2"))
                    .singleElement()
                    .satisfies(span -> assertThat(span.parentId()).isEqualTo(call.spanId()));
        }
    }

    @Test
    void failedToolSpanHasFailureTypeAndS3Status() {
        var spans = traced("reader", call("bucket_object_info", "{\"s3_uri\":\"s3://quilt-example/no/such\"}", ""));
        var call = served(spans);
        assertThat(call.failed()).isTrue();
        assertThat(call.attributes())
                .containsEntry("error.type", "not_found")
                .doesNotContainKey("rpc.response.status_code");
        assertThat(spans)
                .filteredOn(span -> span.name().equals("s3 HeadObject"))
                .isNotEmpty()
                .allSatisfy(span -> {
                    assertThat(span.failed()).isTrue();
                    assertThat(span.attributes()).containsEntry("error.type", "404");
                });
    }

    @ParameterizedTest
    @CsvSource({"tools/call,-32602", "no/such/method,-32601"})
    void spanOfAJsonRpcErrorHasItsCode(String method, String number) {
        var call = served(traced("reader", request(method, "\"name\":\"no_such_tool\"")));
        assertThat(call.name()).isEqualTo(method.equals("tools/call") ? method : "other");
        assertThat(call.failed()).isTrue();
        assertThat(call.attributes())
                .containsEntry("error.type", number)
                .containsEntry("rpc.response.status_code", number);
    }

    @Test
    void spanOfARefusedTokenIsMarkedUnauthenticated() {
        var response = post(trace, sandbox.token("expired"), call("bucket_list", "{}", ""));
        assertThat(response.statusCode()).isEqualTo(401);
        var spans = collector.trace(trace);
        assertThat(served(spans).attributes()).containsEntry("error.type", "unauthenticated");
        assertThat(spans).filteredOn(span -> !TraceCollector.isRequest(span)).isEmpty();
    }

    @Test
    void spanOfAStreamEndsWithTheStream() {
        var body = call("bucket_objects_list", BUCKET, "\"progressToken\":\"p\"");
        try (var answer = new Events(
                server.uri("/mcp"),
                sandbox.token("reader"),
                body,
                "traceparent",
                parent(trace),
                "Accept",
                "text/event-stream")) {
            assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
            answer.rest();
        }
        var spans = collector.trace(trace);
        assertThat(spans).extracting(ReceivedSpan::name).contains("s3 ListObjectsV2");
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("s3"))
                .allSatisfy(span ->
                        assertThat(span.parentId()).isEqualTo(served(spans).spanId()));
    }

    @Test
    void spanOfAStreamWithARefusedTokenIsMarkedUnauthenticated() {
        var body = call("bucket_list", "{}", "\"progressToken\":\"p\"");
        try (var answer = new Events(
                server.uri("/mcp"),
                sandbox.token("expired"),
                body,
                "traceparent",
                parent(trace),
                "Accept",
                "text/event-stream")) {
            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(served(collector.trace(trace)).attributes()).containsEntry("error.type", "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "initialize,'\"protocolVersion\":\"2025-06-18\"',initialize,2025-06-18",
        "ping,'',ping,2025-03-26",
        "prompts/get,'\"name\":\"check_my_access\",\"arguments\":{}',prompts/get check_my_access,2025-03-26",
        "resources/read,'\"uri\":\"auth://catalog/info\"',resources/read,2025-03-26",
    })
    void spanNameHasTheTargetOnlyIfTheServerKnowsIt(String method, String params, String name, String version) {
        server.send(server.mcp(sandbox.token("reader"))
                .header("traceparent", parent(trace))
                .header("MCP-Protocol-Version", "2025-03-26")
                .POST(BodyPublishers.ofString(request(method, params))));
        var span = served(collector.trace(trace));
        assertThat(span.name()).isEqualTo(name);
        assertThat(span.attributes())
                .containsEntry("mcp.method.name", method)
                .containsEntry("mcp.protocol.version", version);
    }

    @Test
    void doesNotExportATraceThatItsClientDidNotSample() {
        server.send(server.mcp(sandbox.token("reader"))
                .header("traceparent", "00-" + trace + "-" + PARENT + "-00")
                .POST(BodyPublishers.ofString(call("bucket_objects_list", BUCKET, ""))));
        var kept = UUID.randomUUID().toString().replace("-", "");
        post(kept, sandbox.token("reader"), request("ping", ""));
        collector.trace(kept);
        assertThat(collector.spans()).noneMatch(span -> span.traceId().equals(trace));
    }
}
