package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.metrics.Meters;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.function.BiConsumer;

/** One exchange with an upstream in progress: recorded as a metric and, in a traced request, as a span. */
public final class UpstreamExchange {
    private final Meters meters;
    private final String upstream;
    private final String operation;
    private final Span span;
    private final long began = System.nanoTime();

    UpstreamExchange(Meters meters, String upstream, String operation, Span span) {
        this.meters = meters;
        this.upstream = upstream;
        this.operation = operation;
        this.span = span;
    }

    /** Passes the trace context headers for the upstream to a consumer; baggage is never included. */
    public void headers(BiConsumer<String, String> header) {
        if (span.getSpanContext().isValid()) {
            var trace = RequestSpan.context(span);
            header.accept("traceparent", trace.traceparent());
            if (!trace.state().isEmpty()) {
                header.accept("tracestate", trace.state());
            }
        }
    }

    /** Ends the exchange; {@code outcome} is {@code ok} or one of a fixed set of failures. */
    public void end(String outcome) {
        meters.upstream(upstream, operation, outcome, Duration.ofNanos(System.nanoTime() - began));
        mark(span, outcome);
        span.end();
    }

    static void mark(Span span, String outcome) {
        if (!outcome.equals("ok")) {
            span.setAttribute(SpanAttribute.ERROR_TYPE.key(), outcome);
            span.setStatus(StatusCode.ERROR);
        }
    }
}
