package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.metrics.Label;
import com.quiltdata.mcp.metrics.LabelValues;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import io.dropwizard.health.ShutdownNotifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the admin port of a running server tells who scrapes it. */
@Tag("process")
final class MetricsTest {
    private static final Map<String, ?> BUCKET = Map.of("bucket", "quilt-example");
    private static final String DURATION = Metric.OPERATION_DURATION.scraped() + "_count";
    private static final String UPSTREAM = Metric.UPSTREAM_DURATION.scraped() + "_count";

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final String reader = sandbox.token("reader");
    private TestServer server = TestServer.onSandbox(Map.of());

    @BeforeEach
    void noFaults() {
        sandbox.clearFaults();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Scrape scrape() {
        var response = server.send(server.admin("/metrics"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return Scrape.of(response.body());
    }

    private void restart(MetricsLevel level) {
        server.close();
        server = TestServer.onSandbox(
                level == MetricsLevel.OFF
                        ? Map.of("MCP_TELEMETRY_ENABLED", "false", "MCP_TELEMETRY_LEVEL", "detailed")
                        : Map.of("MCP_TELEMETRY_LEVEL", level.name().toLowerCase(Locale.ROOT)));
    }

    /** As a Prometheus that takes native histograms does. */
    @Test
    void servesProtobuf() {
        var accept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                + "text/plain;version=0.0.4;q=0.3";
        var response = server.send(server.admin("/metrics").header("Accept", accept));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void timesToolCallByName() {
        server.ok(reader, "bucket_objects_list", BUCKET);
        var labels = new String[] {
            "gen_ai_tool_name=\"bucket_objects_list\"", "mcp_method_name=\"tools/call\"", "error_type=\"\""
        };
        assertThat(scrape().sum(DURATION, labels)).isEqualTo(1);
        assertThat(scrape().sum("mcp_server_operation_duration_seconds_sum", labels))
                .isPositive();
    }

    @Test
    void countsFailedCallByKind() {
        server.fails(reader, "bucket_object_info", Map.of("s3_uri", "s3://quilt-example/no/such/key"));
        assertThat(scrape().sum("quilt_mcp_tool_calls_total", "outcome=\"not_found\""))
                .isEqualTo(1);
        assertThat(scrape().sum(DURATION, "error_type=\"not_found\"")).isEqualTo(1);
    }

    @Test
    void timesUpstreamExchangesByOperation() {
        server.ok(reader, "bucket_list", Map.of());
        server.ok(reader, "bucket_objects_list", BUCKET);
        var scrape = scrape();
        assertThat(scrape.sum(UPSTREAM, "upstream=\"graphql\"", "outcome=\"ok\""))
                .isPositive();
        assertThat(scrape.sum(UPSTREAM, "upstream=\"graphql\"", "operation=\"other\""))
                .isZero();
        assertThat(scrape.sum(UPSTREAM, "upstream=\"s3\"", "operation=\"ListObjectsV2\"", "outcome=\"ok\""))
                .isEqualTo(1);
        assertThat(scrape.sum(UPSTREAM, "upstream=\"rest\"", "operation=\"get_credentials\""))
                .isEqualTo(1);
    }

    @Test
    void countsS3RefusalByStatus() {
        server.fails(reader, "bucket_objects_list", Map.of("bucket", "quilt-private"));
        assertThat(scrape().sum(UPSTREAM, "upstream=\"s3\"", "outcome=\"403\"")).isPositive();
    }

    @Test
    void countsCredentialExchangeAndCacheHits() {
        server.ok(reader, "bucket_objects_list", BUCKET);
        server.ok(reader, "bucket_objects_list", BUCKET);
        var scrape = scrape();
        assertThat(scrape.sum("quilt_mcp_credential_exchanges_total", "outcome=\"ok\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_cache_lookups_total", "cache=\"credentials\"", "result=\"miss\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_cache_lookups_total", "cache=\"credentials\"", "result=\"hit\""))
                .isPositive();
    }

    @Test
    void countsRefusedTokenOnceAndStartsNoCall() {
        for (var _ : List.of("first", "second")) {
            assertThat(server.callRaw(sandbox.token("expired"), "bucket_list", Map.of())
                            .statusCode())
                    .isEqualTo(401);
        }
        var scrape = scrape();
        assertThat(scrape.sum("quilt_mcp_judgements_total", "outcome=\"refused\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_admission_refusals_total", "reason=\"token\""))
                .isEqualTo(2);
        assertThat(scrape.sum("quilt_mcp_tool_calls_total", "outcome=\"unauthenticated\""))
                .isEqualTo(2);
        assertThat(scrape.sum("quilt_mcp_calls_under_way")).isZero();
        assertThat(scrape.sum("quilt_mcp_unjudged_under_way")).isZero();
    }

    @Test
    void countsRefusedCredentialExchange() {
        sandbox.fault("{\"path\":\"/api/auth/get_credentials\",\"status\":401,\"body\":\"{}\"}");
        assertThat(server.callRaw(reader, "bucket_objects_list", BUCKET).statusCode())
                .isEqualTo(401);
        var scrape = scrape();
        assertThat(scrape.sum("quilt_mcp_credential_exchanges_total", "outcome=\"refused\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_credential_exchanges_total", "outcome=\"failed\""))
                .isZero();
        assertThat(scrape.sum("quilt_mcp_tool_calls_total", "outcome=\"unauthenticated\""))
                .isEqualTo(1);
        assertThat(scrape.sum(UPSTREAM, "operation=\"get_credentials\"", "outcome=\"401\""))
                .isEqualTo(1);
    }

    @Test
    void countsFailedCredentialExchange() {
        sandbox.fault("{\"path\":\"/api/auth/get_credentials\",\"status\":500}");
        server.fails(reader, "bucket_objects_list", BUCKET);
        assertThat(scrape().sum("quilt_mcp_credential_exchanges_total", "outcome=\"failed\""))
                .isEqualTo(1);
    }

    @Test
    void exportsProcessAndJvmMetrics() {
        var now = Instant.now().getEpochSecond();
        assertThat(scrape().sum("process_start_time_seconds")).isBetween(now - 86_400.0, (double) now);
        assertThat(scrape().sum("process_cpu_seconds_total")).isPositive();
        var used = scrape().sum("jvm_memory_used_bytes", "area=\"heap\"");
        assertThat(used).isPositive().isLessThanOrEqualTo(scrape().sum("jvm_memory_max_bytes", "area=\"heap\""));
    }

    @Test
    void exportsCallLimitAndCallsUnderWay() {
        server.close();
        server = TestServer.onSandbox(
                Map.of("QUILT_MCP_CONCURRENT_CALLS", "7", "QUILT_MCP_CONCURRENT_CALLS_PER_CALLER", "3"));
        assertThat(scrape().sum("quilt_mcp_calls_limit")).isEqualTo(7);
    }

    @Test
    void countsResourceCacheHit() {
        var read = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\","
                + "\"params\":{\"uri\":\"auth://catalog/info\"}}";
        for (var _ : List.of("first", "second")) {
            assertThat(server.post(reader, read).statusCode()).isEqualTo(200);
        }
        assertThat(scrape().sum("quilt_mcp_cache_lookups_total", "cache=\"resources\"", "result=\"hit\""))
                .isEqualTo(1);
    }

    @Test
    void countsRefusedCallByLimit() {
        server.close();
        server = TestServer.onSandbox(Map.of("QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "1"));
        server.ok(reader, "bucket_list", Map.of());
        assertThat(server.callRaw(reader, "bucket_list", Map.of()).statusCode()).isEqualTo(429);
        var scrape = scrape();
        assertThat(scrape.sum("quilt_mcp_gate_refusals_total", "reason=\"rate\""))
                .isEqualTo(1);
        assertThat(scrape.sum("quilt_mcp_calls_under_way")).isZero();
    }

    @Test
    void startsWatchedCountersAtZero() {
        var text = server.send(server.admin("/metrics")).body();
        for (var series : Set.of(
                "quilt_mcp_gate_refusals_total{reason=\"rate\"}",
                "quilt_mcp_gate_refusals_total{reason=\"caller\"}",
                "quilt_mcp_gate_refusals_total{reason=\"server\"}",
                "quilt_mcp_tool_calls_total{outcome=\"unavailable\"}",
                "quilt_mcp_internal_errors_total",
                "quilt_mcp_credential_exchanges_total{outcome=\"ok\"}",
                "quilt_mcp_credential_exchanges_total{outcome=\"failed\"}")) {
            assertThat(text).contains(series + " 0.0\n");
        }
    }

    @Test
    void exportsDraining() throws Exception {
        assertThat(scrape().sum("quilt_mcp_draining")).isZero();
        ((ShutdownNotifier) server.environment().health().healthStateAggregator()).notifyShutdownStarted();
        assertThat(scrape().sum("quilt_mcp_draining")).isEqualTo(1);
        assertThat(server.get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void labelsContainNoNamesThatClientsInvent() {
        server.post(reader, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"made/up\"}");
        server.callRaw(reader, "made_up", Map.of());
        var made = scrape().samples().stream().filter(sample -> sample.labels().contains("made"));
        assertThat(made).isEmpty();
        assertThat(scrape().sum("quilt_mcp_requests_total", "mcp_method_name=\"other\""))
                .isEqualTo(1);
    }

    @Test
    void labelsContainNoCaller() {
        server.ok(reader, "bucket_objects_list", BUCKET);
        server.ok(sandbox.token("writer"), "bucket_objects_list", BUCKET);
        var text = server.send(server.admin("/metrics")).body();
        assertThat(text).doesNotContain(reader, sandbox.token("writer"));
        var labels = Arrays.stream(Label.values()).map(Label::label).collect(Collectors.toSet());
        labels.add("le");
        assertThat(scrape().samples()).allSatisfy(sample -> assertThat(labels).containsAll(labelNames(sample)));
    }

    private static Set<String> labelNames(Scrape.Sample sample) {
        return Stream.of(sample.labels().split("\"[^\"]*\",?", -1))
                .map(name -> name.replace("=", ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @ParameterizedTest
    @EnumSource(
            value = MetricsLevel.class,
            names = {"MINIMAL", "STANDARD", "DETAILED"})
    void exportsOnlyMetricsOfTheLevelAsPromtoolWantsThem(MetricsLevel level) throws Exception {
        restart(level);
        server.ok(reader, "bucket_list", Map.of());
        server.ok(reader, "bucket_objects_list", BUCKET);
        var names = scrape().names();
        for (var metric :
                Set.of(Metric.TOOL_CALLS, Metric.CREDENTIAL_EXCHANGES, Metric.CALLS_UNDER_WAY, Metric.DRAINING)) {
            assertThat(names).contains(metric.scraped());
        }
        for (var timed : Set.of(DURATION, UPSTREAM)) {
            assertThat(names.contains(timed)).isEqualTo(level != MetricsLevel.MINIMAL);
        }
        assertThat(names.stream().anyMatch(MetricsTest::isNotOfTheTable)).isEqualTo(level == MetricsLevel.DETAILED);
        promtoolAccepts(server.send(server.admin("/metrics")).body());
    }

    /** Fails if promtool finds a name or a text that does not follow Prometheus's rules. */
    private static void promtoolAccepts(String text) throws IOException, InterruptedException {
        if (!ForeignPrograms.runs("promtool")) {
            ForeignPrograms.skip("promtool is missing");
        }
        var promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = promtool.outputWriter()) {
            input.write(text);
        }
        assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private static boolean isNotOfTheTable(String sample) {
        return Arrays.stream(Metric.values())
                .noneMatch(metric ->
                        sample.replaceFirst("_(bucket|count|sum)$", "").equals(metric.scraped()));
    }

    @Test
    void everyFailureTypeIsAnOutcome() {
        var kinds = LabelValues.of(Metric.TOOL_CALLS, Label.OUTCOME);
        assertThat(Failure.class.getPermittedSubclasses())
                .extracting(kind ->
                        kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT))
                .isSubsetOf(kinds);
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(Metric.TOOL_CALLS.meaning()).contains("`" + kind + "`"));
    }

    @Test
    void exportsNothingWhenDisabled() {
        restart(MetricsLevel.OFF);
        server.ok(reader, "bucket_list", Map.of());
        var response = server.send(server.admin("/metrics"));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Disabled by MCP_TELEMETRY_ENABLED=false.\n");
    }

    @Test
    void metricsPageIsUpToDate() {
        var metrics = Arrays.stream(Metric.values()).map(MetricsTest::row).collect(Collectors.joining());
        var labels = Arrays.stream(Label.values())
                .map(label -> "| `%s` | %s |\n".formatted(label.label(), label.range()))
                .collect(Collectors.joining());
        new Generated(MetricsTest.class).check(Path.of("../runbook/metrics.md"), """
                        # Metrics

                        <!-- Generated by MetricsTest from metrics.Metric and metrics.Label. -->

                        Scraped by Prometheus at `/metrics` on the admin port; nothing is sent anywhere. `MCP_TELEMETRY_LEVEL` chooses:
                        `minimal` shows the metrics of that level, `standard` also its own, `detailed` also what Dropwizard measures itself
                        (connections, threads, memory), under names made of Dropwizard's, in snake_case. `MCP_TELEMETRY_ENABLED=false` measures nothing.
                        A series with labels appears with its first event, except those of level `minimal`, which start at 0. Names are
                        OpenTelemetry's for MCP where it has one, and of the JVM and the process those that Prometheus users know. The alarm rules
                        are in [ops/prometheus](../ops/prometheus/alarms.yml), a page for each alarm in [alarms](alarms).

                        | Metric | Type | Unit | Level | Labels | Meaning |
                        |---|---|---|---|---|---|
                        """ + metrics + """

                                ## Labels

                                No label identifies a caller.

                                | Label | Values |
                                |---|---|
                                """ + labels);
    }

    private static String row(Metric metric) {
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        metric.scraped(),
                        lower(metric.type()),
                        metric.unit(),
                        lower(metric.level()),
                        metric.labels().stream()
                                .map(label -> "`" + label.label() + "`")
                                .collect(Collectors.joining(", ")),
                        metric.meaning());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
