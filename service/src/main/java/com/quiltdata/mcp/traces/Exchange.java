package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.metrics.Meters;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.function.BiConsumer;

/** One exchange with an upstream under way: a metric, and a span where it is part of a traced request. */
public final class Exchange {
    private final Meters meters;
    private final String upstream;
    private final String operation;
    private final Span span;
    private final long began = System.nanoTime();

    Exchange(Meters meters, String upstream, String operation, Span span) {
        this.meters = meters;
        this.upstream = upstream;
        this.operation = operation;
        this.span = span;
    }

    /** Gives the headers by which the upstream continues the trace. Baggage is none of them. */
    public void headers(BiConsumer<String, String> header) {
        if (span.getSpanContext().isValid()) {
            var place = Places.of(span);
            header.accept("traceparent", place.traceparent());
            if (!place.state().isEmpty()) {
                header.accept("tracestate", place.state());
            }
        }
    }

    /** It has ended: {@code ok}, or in a way of a closed set. */
    public void end(String outcome) {
        meters.upstream(upstream, operation, outcome, Duration.ofNanos(System.nanoTime() - began));
        mark(span, outcome);
        span.end();
    }

    static void mark(Span span, String outcome) {
        if (!outcome.equals("ok")) {
            span.setAttribute(Attribute.ERROR_TYPE.key(), outcome);
            span.setStatus(StatusCode.ERROR);
        }
    }
}
