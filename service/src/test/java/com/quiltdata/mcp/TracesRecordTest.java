package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.traces.SpanAttribute;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What traces may say, and what they never do. */
@Timeout(120)
@Tag("process")
final class TracesRecordTest {
    private static final String CANARY = "canary-3f1a";

    private final TraceCollector collector = new TraceCollector();
    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final String token = sandbox.token("reader");
    private TestServer server = TestServer.onSandbox(Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            collector.url(),
            "OTEL_EXPORTER_OTLP_HEADERS",
            "x-key=k%20ey,x-other=a+b",
            "OTEL_SERVICE_NAME",
            "mcp of the lab"));

    @AfterEach
    void stop() {
        server.close();
        collector.close();
    }

    private void send(String method, String params) {
        sent("{\"jsonrpc\":\"2.0\",\"id\":\"%s %s\",\"method\":\"%s\",\"params\":{%s}}"
                .formatted(CANARY, method, method, params));
    }

    private void sent(String body) {
        server.send(server.mcp(token)
                .header("baggage", "who=" + CANARY)
                .header("User-Agent", CANARY)
                .POST(BodyPublishers.ofString(body)));
    }

    private void call(String tool, String arguments) {
        send(
                "tools/call",
                "\"name\":\"%s\",\"arguments\":{%s},\"_meta\":{\"baggage\":\"a=%s\"}"
                        .formatted(tool, arguments, CANARY));
    }

    @Test
    void exportsNoTokenAndNoArgument() {
        sandbox.clearFaults();
        call("bucket_objects_list", "\"bucket\":\"quilt-example\",\"prefix\":\"%s\"".formatted(CANARY));
        call("bucket_object_info", "\"s3_uri\":\"s3://quilt-example/%s\"".formatted(CANARY));
        call("bucket_object_info", "\"s3_uri\":\"s3://%s/key\"".formatted(CANARY));
        call("package_browse", "\"bucket\":\"quilt-example\",\"name\":\"x/%s\"".formatted(CANARY));
        call("search_catalog", "\"query\":\"%s\"".formatted(CANARY));
        call("bucket_list", "\"%s\":1".formatted(CANARY));
        call(CANARY, "");
        send(CANARY, "");
        send("resources/read", "\"uri\":\"s3://quilt-example/%s\"".formatted(CANARY));
        send("prompts/get", "\"name\":\"%s\"".formatted(CANARY));
        send("completion/complete", "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"%s\"}".formatted(CANARY));
        collector.await(
                spans -> spans.stream().filter(TraceCollector::isRequest).count() == 11);
        assertThat(collector.text())
                .contains("bucket_object_info", "package_browse", "s3 HeadObject")
                .doesNotContain(CANARY, token, token.substring(token.length() - 12), "quilt-example", "s3://");
        assertThat(collector.text()).doesNotContain("events {", "message:");
    }

    @Test
    void everyAttributeIsInTheTable() {
        call("bucket_object_info", "\"s3_uri\":\"s3://quilt-example/no/such/key\"");
        call("no_such_tool", "");
        send("prompts/get", "\"name\":\"check_my_access\"");
        sent("{\"jsonrpc\":\"2.0\",\"id\":\"plain-1\",\"method\":\"tools/list\"}");
        var names = Arrays.stream(SpanAttribute.values())
                .map(SpanAttribute::exported)
                .toList();
        var spans = collector.await(
                all -> all.stream().filter(TraceCollector::isRequest).count() == 4);
        assertThat(spans)
                .allSatisfy(
                        span -> assertThat(names).containsAll(span.attributes().keySet()));
        assertThat(spans)
                .anySatisfy(span -> assertThat(span.attributes()).containsEntry("jsonrpc.request.id", "plain-1"));
    }

    @Test
    void sendsTheServiceNameAndTheCollectorHeaders() {
        send("ping", "");
        collector.await(spans -> !spans.isEmpty());
        assertThat(collector.services())
                .singleElement()
                .satisfies(service -> assertThat(service)
                        .containsEntry("service.name", "mcp of the lab")
                        .containsEntry("telemetry.sdk.language", "java")
                        .containsOnlyKeys(
                                "service.name",
                                "service.version",
                                "service.instance.id",
                                "telemetry.sdk.language",
                                "telemetry.sdk.name",
                                "telemetry.sdk.version"));
        assertThat(collector.headers()).singleElement().satisfies(headers -> {
            assertThat(headers.getFirst("x-key")).isEqualTo("k ey");
            assertThat(headers.getFirst("x-other")).isEqualTo("a+b");
            assertThat(headers.getFirst("Content-Type")).isEqualTo("application/x-protobuf");
        });
    }

    @Test
    void requestsOfASearchBelongToItsTrace() {
        sandbox.settings("{\"search\": {\"dialect\": \"NONE\"}}");
        try {
            call("search_catalog", "\"query\":\"storms\"");
        } finally {
            sandbox.settings("{\"search\": {\"dialect\": \"NEW\"}}");
        }
        var spans = collector.await(all -> all.stream().anyMatch(TraceCollector::isRequest));
        var search =
                spans.stream().filter(TraceCollector::isRequest).findFirst().orElseThrow();
        assertThat(spans)
                .filteredOn(span -> span.name().equals("rest search"))
                .isNotEmpty()
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(search.spanId()));
    }

    @Test
    void samplingZeroKeepsOnlyTracesSampledByClient() {
        server.close();
        server = TestServer.onSandbox(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_TRACES_SAMPLER_ARG", "0"));
        send("ping", "");
        var kept = "4bf92f3577b34da6a3ce929d0e0e4736";
        send("ping", "\"_meta\":{\"traceparent\":\"00-%s-00f067aa0ba902b7-01\"}".formatted(kept));
        server.close();
        assertThat(collector.spans())
                .singleElement()
                .satisfies(span -> assertThat(span.traceId()).isEqualTo(kept));
    }

    @Test
    void sendsNothingToTheCollectorWhenSwitchedOff() {
        server.close();
        server = TestServer.onSandbox(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "MCP_TELEMETRY_ENABLED", "false"));
        send("ping", "\"_meta\":{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}");
        server.close();
        assertThat(collector.requests()).isZero();
    }

    @Test
    void flushesSpansOnShutdown() {
        send("ping", "");
        server.close();
        assertThat(collector.spans())
                .singleElement()
                .satisfies(span -> assertThat(span.name()).isEqualTo("ping"));
    }

    @Test
    void tracesPageIsUpToDate() {
        var rows = Arrays.stream(SpanAttribute.values())
                .map(attribute -> "| `%s` | %s | %s |\n"
                        .formatted(
                                attribute.exported(),
                                attribute.scope().name().toLowerCase(Locale.ROOT),
                                attribute.meaning()))
                .collect(Collectors.joining());
        new Generated(TracesRecordTest.class).check(Path.of("../runbook/traces.md"), PAGE + rows);
    }

    private static final String PAGE = """
            # Traces

            <!-- Generated by TracesRecordTest, its table from traces.Attribute. -->

            Where `OTEL_EXPORTER_OTLP_ENDPOINT` is set, spans are sent there: OTLP over HTTP, protobuf, in batches. Where it is unset,
            nothing is sent anywhere. `MCP_TELEMETRY_ENABLED=false` also switches traces off. The whole configuration is in
            [config.yml](configuration.md), section `telemetry`; no other variable of OpenTelemetry is read.

            - Each MCP request is a span of kind SERVER, named by [OpenTelemetry's conventions for MCP](https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/):
              `tools/call {tool}`, `prompts/get {prompt}`, or the method. The span of a stream ends with the stream. There is no span for
              notifications, messages that are not JSON-RPC requests, and requests refused before they are read, such as one without a token.
            - Each exchange with an upstream for a request is a child of kind CLIENT, `{upstream} {operation}`, with the names of
              [the metrics](metrics.md). A credential exchange that several requests wait for is a child of the request that started
              it. The documentation site is not traced: its pages are not fetched for one caller.
            - The parent is `params._meta.traceparent`, otherwise the header `traceparent`; if both are given, the header's is linked.
              A malformed one counts as absent. `tracestate` is passed on with its parent, up to 512 characters; `baggage` is neither
              read nor sent.
            - The registry and the catalog receive `traceparent` and `tracestate` with each request of a trace. S3, the documentation site
              and links never do: they belong to others, or are signed.
            - A trace that a client began is sampled as its flag says; of those that begin here, the share `OTEL_TRACES_SAMPLER_ARG`.
            - A slow or missing collector slows no call. Up to 4096 spans wait for it; a span that finds no room, or is not accepted within
              5 seconds, is lost. One log line marks the beginning of such a loss and one its end, with the number of spans. When the
              process ends, waiting spans have 2 seconds to be sent. No redirect is followed and no proxy is used.

            Two things differ from the conventions: `error.type` of a tool's failure is its kind and not `tool_error`, so that a series of
            `mcp_server_operation_duration_seconds` can be matched with its traces; and `mcp.resource.uri` and the status description are
            never set, because they would reveal what was requested.

            ## Attributes

            No span contains the caller, arguments, results, or the text of an error; there are no events.

            | Attribute | Of | Meaning |
            |---|---|---|
            """;
}
