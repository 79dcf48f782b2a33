package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.traces.CollectorSettings;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.quiltdata.mcp.traces.Traces;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the registry and the catalog are told which trace a request belongs to. */
final class UpstreamTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final TraceCollector collector = new TraceCollector();
    private final Traces traces =
            Traces.to(new CollectorSettings(URI.create(collector.url()), Map.of(), "test", 1), "0.0.0");
    private final FakeUpstream registry = new FakeUpstream();
    private final List<Headers> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void answer() {
        registry.answering(exchange -> {
            seen.add(exchange.getRequestHeaders());
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });
    }

    @AfterEach
    void close() {
        traces.close();
        registry.close();
        collector.close();
    }

    private static UpstreamHttp http(Traces traces) {
        return FakeUpstream.client(new ExchangeRecorder(Meters.none(), traces));
    }

    private void ask(Traces traces, TraceContext within) {
        ScopedValue.where(TraceContext.CURRENT, within)
                .run(() -> http(traces).get(Upstream.credentials(registry.url()), Caller.of("token")));
    }

    private String header(String name) {
        return String.valueOf(seen.getFirst().getFirst(name));
    }

    @Test
    void sendsTraceContextOfExchangeSpan() {
        ask(traces, new TraceContext(TRACE, SPAN, true, "a=1,b=2"));
        var span = collector.await(spans -> !spans.isEmpty()).getFirst();
        assertThat(span.parentId()).isEqualTo(SPAN);
        assertThat(header("traceparent")).isEqualTo("00-" + TRACE + "-" + span.spanId() + "-01");
        assertThat(header("tracestate")).isEqualTo("a=1,b=2");
        assertThat(seen.getFirst()).doesNotContainKey("Baggage");
    }

    @Test
    void propagatesUnsampledTrace() {
        ask(traces, new TraceContext(TRACE, SPAN, false, ""));
        assertThat(header("traceparent")).startsWith("00-" + TRACE + "-").endsWith("-00");
        assertThat(seen.getFirst()).doesNotContainKey("Tracestate");
        traces.close();
        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void sendsNoTraceContextWithoutTraces() {
        ask(Traces.none(), new TraceContext(TRACE, SPAN, true, "a=1"));
        assertThat(seen.getFirst()).doesNotContainKeys("Traceparent", "Tracestate");
    }

    /** Such as the probe of the catalog, every few seconds. */
    @Test
    void createsNoSpanOutsideRequest() {
        http(traces).get(Upstream.credentials(registry.url()), Caller.of("token"));
        assertThat(seen.getFirst()).doesNotContainKey("Traceparent");
        traces.close();
        assertThat(collector.spans()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void marksSpanAsErrorOnRefusal(int status) {
        registry.answering(status, "{}");
        try {
            ask(traces, new TraceContext(TRACE, SPAN, true, ""));
        } catch (RuntimeException e) {
            assertThat(e).isNotNull();
        }
        assertThat(collector.await(spans -> !spans.isEmpty())).singleElement().satisfies(span -> {
            assertThat(span.failed()).isTrue();
            assertThat(span.attributes()).containsEntry("error.type", Integer.toString(status));
        });
    }
}
