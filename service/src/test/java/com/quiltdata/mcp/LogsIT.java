package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real jar writes while it serves, in both formats and at the level that writes most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "canary-5e1f0a7c2b94";
    private static final String BALANCER = "1-67891233-abcdef012345678912345678";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final int MANY = 200;
    private static final String PUT =
            "{\"bucket\":\"quilt-example\",\"items\":[{\"key\":\"logs/%s\",\"text\":\"CONTENT-OF-IT\"}],\"overwrite\":true}";

    private final SandboxProcess sandbox = SandboxProcess.written();
    private final Map<String, ServerProcess> servers = new HashMap<>();
    private JsonNode upstream = JSON.nullNode();

    @BeforeAll
    void tour() throws Exception {
        for (var format : List.of("text", "json")) {
            var server =
                    ServerProcess.start(environment("QUILT_MCP_LOG_FORMAT", format, "QUILT_MCP_LOG_LEVEL", "DEBUG"));
            servers.put(format, server);
            sandbox.clearRequests();
            quiet(server);
            call(server, "tour-read", writer(), "bucket_list", "{}");
            call(server, "tour-write", writer(), "bucket_objects_put", PUT.formatted(format));
            call(server, "tour-invalid", writer(), "bucket_objects_put", "{\"items\":[]}");
            call(server, "tour-odd", writer(), "bucket_objects_put", "7");
            call(server, "tour-canary", CANARY, "bucket_objects_put", PUT.formatted(format));
            ServerProcess.send(request(server, "/nothing/here;p=" + CANARY + "?q=" + CANARY, "tour-404", CANARY)
                    .build());
            atOnce(server);
            call(server, "tour-last", writer(), "bucket_list", "{}");
            server.child().await(line -> line.contains("tour-last") && line.contains("/mcp"));
            upstream = sandbox.requests();
        }
    }

    @AfterAll
    void stop() {
        servers.values().forEach(ServerProcess::close);
    }

    Stream<String> formats() {
        return Stream.of("text", "json");
    }

    @Test
    void everyLineIsOneObjectInJson() {
        assertThat(server("json").child().stdout())
                .hasSizeGreaterThan(100)
                .allSatisfy(line -> assertThat(json(line).properties().stream().map(Map.Entry::getKey))
                        .contains("time", "level", "logger"));
    }

    @Test
    void startupLinesAreMessagesInJson() {
        assertThat(lines("json").filter(line -> line.path("logger").asText().equals("startup")))
                .extracting(line -> line.path("message").asText())
                .containsSubsequence(
                        "Starting Quilt MCP Server",
                        "Deployment mode: remote (from: default)",
                        "Backend: platform (graphql)",
                        "Transport: http",
                        "JWT required: True",
                        "Registry: " + sandbox.registryUrl());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void logContainsNoToken(String format) {
        assertThat(server(format).child().lines()).noneMatch(line -> line.contains(CANARY) || line.contains(writer()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void logContainsNoContentThatWasPut(String format) {
        assertThat(server(format).child().lines()).noneMatch(line -> line.contains("CONTENT-OF-IT"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void logsTheReferencesLineForARefusedToken(String format) {
        assertThat(of(format, "tour-canary"))
                .anyMatch(line -> line.contains("JWT token invalid or expired. Please re-authenticate."));
    }

    @Test
    void sendsTheRequestIdUpstream() {
        assertThat(upstream)
                .filteredOn(request -> request.path("operationName").asText().equals("BucketLevels"))
                .extracting(request -> request.at("/headers/x-request-id").asText())
                .contains("tour-read", "tour-last");
    }

    @Test
    void logsTheTraceIdOfTheLoadBalancer() {
        assertThat(lines("json").filter(line -> line.path("request").asText().equals("tour-write")))
                .filteredOn(line -> !line.path("logger").asText().equals("access"))
                .isNotEmpty()
                .allMatch(line -> line.path("trace").asText().equals(BALANCER));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void logsTheRightIdForEachOfManyConcurrentRequests(String format) {
        for (var i = 0; i < MANY; i++) {
            var mine = "leak-%03d".formatted(i);
            assertThat(server(format).child().stdout())
                    .filteredOn(line -> line.contains("bucket=" + mine))
                    .isNotEmpty()
                    .allMatch(line ->
                            line.contains(format.equals("json") ? "\"request\":\"" + mine + "\"" : " request=" + mine));
        }
    }

    @ParameterizedTest
    @CsvSource({"tour-write,ok", "tour-invalid,invalid", "tour-odd,invalid"})
    void writesOneAuditLinePerChange(String id, String outcome) {
        assertThat(of("text", id))
                .filteredOn(line -> line.startsWith("AUDIT ["))
                .singleElement()
                .asString()
                .contains(" tool=bucket_objects_put effect=overwrite outcome=" + outcome + " ms=");
        assertThat(lines("json").filter(line -> line.path("request").asText().equals(id)))
                .filteredOn(line -> line.path("logger").asText().equals("audit"))
                .singleElement()
                .matches(line -> line.path("outcome").asText().equals(outcome));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesNoAuditLineForARefusedToken(String format) {
        assertThat(of(format, "tour-canary")).isNotEmpty().noneMatch(line -> line.contains("AUDIT"));
    }

    @Test
    void auditLineNamesCallerToolAndTarget() {
        var line = lines("json")
                .filter(it -> it.path("logger").asText().equals("audit"))
                .filter(it -> it.path("request").asText().equals("tour-write"))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("caller").asText()).matches("[0-9a-f]{12}");
        assertThat(line.path("claimed_id").asText()).isNotEmpty();
        assertThat(line.path("claimed_uuid").asText()).isNotEmpty();
        assertThat(line.path("target").toString())
                .isEqualTo("{\"bucket\":\"quilt-example\",\"items\":[\"logs/json\"],\"overwrite\":true}");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesNoAuditLineForARead(String format) {
        assertThat(of(format, "tour-read")).isNotEmpty().noneMatch(line -> line.contains("AUDIT"));
    }

    @Test
    void writesOneAccessLinePerRequestInBothFormats() {
        assertThat(of("text", "tour-404"))
                .filteredOn(line -> line.startsWith("ACCESS ["))
                .singleElement()
                .asString()
                .matches(
                        "ACCESS \\[[0-9TZ:.-]+] request=tour-404 trace=" + BALANCER + " trace_id=" + TRACE
                                + " client=127.0.0.1 remote=127.0.0.1 method=GET path=\\S+"
                                + " status=404 bytes=\\d+ ms=\\d+ user_agent=\"agent/1 \\(\\*{3}; \\\\\"x\\\\\" status\\?500\\)\"");
        assertThat(lines("json").filter(line -> line.path("request").asText().equals("tour-404")))
                .filteredOn(line -> line.path("logger").asText().equals("access"))
                .singleElement()
                .extracting(line ->
                        line.properties().stream().map(Map.Entry::getKey).toList())
                .isEqualTo(List.of(
                        "time",
                        "level",
                        "logger",
                        "request",
                        "trace",
                        "trace_id",
                        "client",
                        "remote",
                        "method",
                        "path",
                        "status",
                        "bytes",
                        "ms",
                        "user_agent"));
    }

    @ParameterizedTest
    @CsvSource({"tour-write,access", "tour-write,audit", "tour-canary,access"})
    void accessAndAuditLinesNameTheClientAndTheTrace(String id, String logger) {
        assertThat(lines("json").filter(line -> line.path("request").asText().equals(id)))
                .filteredOn(line -> line.path("logger").asText().equals(logger))
                .singleElement()
                .matches(line -> line.path("client").asText().equals("127.0.0.1"))
                .matches(line -> line.path("user_agent").asText().equals("agent/1 (***; \"x\" status?500)"))
                .matches(line -> line.path("trace").asText().equals(BALANCER))
                .matches(line -> line.path("trace_id").asText().equals(TRACE));
        assertThat(of("text", id))
                .filteredOn(line -> line.startsWith(logger.toUpperCase(Locale.ROOT)))
                .singleElement()
                .asString()
                .contains(" client=127.0.0.1 ", " user_agent=\"agent/1 ", " trace_id=" + TRACE + " ");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesNoAccessLineForHealthAndMetrics(String format) {
        var accesses = server(format).child().stdout().stream()
                .filter(line -> line.startsWith("ACCESS [") || line.contains("\"logger\":\"access\""))
                .toList();
        assertThat(accesses)
                .hasSizeGreaterThan(MANY)
                .noneMatch(line -> line.contains("health") || line.contains("metrics"));
        assertThat(accesses).noneMatch(line -> line.contains("path=/ ") || line.contains("\"path\":\"/\""));
    }

    @Test
    void writesAnAccessLineForAFailedHealthCheck() {
        try (var server = ServerProcess.start(environment("QUILT_MCP_SHUTDOWN_WAIT", "10m"))) {
            server.child().terminate();
            server.await("/health", answer -> answer.statusCode() == 503);
            assertThat(server.child().await(line -> line.startsWith("ACCESS [") && line.contains(" path=/health ")))
                    .contains(" status=503 ");
        }
    }

    @Test
    void losesNoAuditLineWhenTheProcessEndsRightAfterAChange() {
        try (var server = ServerProcess.start(environment("QUILT_MCP_SHUTDOWN_WAIT", "1ms"))) {
            call(server, "last-one", writer(), "bucket_objects_put", PUT.formatted("last"));
            server.child().terminate();
            assertThat(server.child().exit()).isEqualTo(128 + 15);
            assertThat(server.child().stdout())
                    .anyMatch(line -> line.startsWith("AUDIT [") && line.contains("request=last-one"))
                    .anyMatch(line -> line.startsWith("ACCESS [") && line.contains("request=last-one"));
        }
    }

    private static void quiet(ServerProcess server) {
        for (var path : List.of("/", "/health", "/healthz", "/health?x=1")) {
            server.get(path);
            ServerProcess.send(HttpRequest.newBuilder(server.uri(path))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build());
        }
        server.get(server.adminUri("/metrics"));
    }

    /** Each asks S3 for a bucket of its own that is not there, some of them for a stream. */
    private void atOnce(ServerProcess server) throws Exception {
        var asking = IntStream.range(0, MANY)
                .mapToObj("leak-%03d"::formatted)
                .map(id -> (Callable<Integer>) () -> {
                    call(server, id, writer(), "bucket_objects_list", "{\"bucket\":\"" + id + "\"}");
                    return 0;
                })
                .toList();
        try (var clients = Executors.newFixedThreadPool(16)) {
            for (var one : clients.invokeAll(asking)) {
                one.get();
            }
        }
    }

    private String writer() {
        return sandbox.token("writer");
    }

    private Map<String, String> environment(String... namesAndValues) {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    private static HttpRequest.Builder request(ServerProcess server, String path, String id, String token) {
        return HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .header("User-Agent", "agent/1 (" + token + "; \"x\" status=500)")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("X-Amzn-Trace-Id", "Self=1-x;Root=" + BALANCER + ";Sampled=1");
    }

    private static void call(ServerProcess server, String id, String token, String tool, String arguments) {
        var streamed = id.hashCode() % 2 == 0;
        var meta = streamed ? ",\"_meta\":{\"progressToken\":1}" : "";
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s%s}}"
                        .formatted(tool, arguments, meta);
        var answer = ServerProcess.send(request(server, "/mcp", id, token)
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.headers().firstValue("X-Request-Id")).contains(id);
    }

    private ServerProcess server(String format) {
        return Objects.requireNonNull(servers.get(format));
    }

    private Stream<JsonNode> lines(String format) {
        return new ArrayList<>(server(format).child().stdout()).stream().map(LogsIT::json);
    }

    /** The lines that tell this request's id. */
    private List<String> of(String format, String id) {
        return server(format).child().stdout().stream()
                .filter(line -> line.contains("request=" + id) || line.contains("\"request\":\"" + id + "\""))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
