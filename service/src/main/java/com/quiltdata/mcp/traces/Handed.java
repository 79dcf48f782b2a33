package com.quiltdata.mcp.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace as a client hands it over, in headers or in {@code params._meta} (SEP-414): as it came, be it well
 * formed or not.
 */
public record Handed(@Nullable String traceparent, @Nullable String tracestate) {
    /** No place. */
    public static final Handed NOTHING = new Handed(null, null);

    /** What W3C Trace Context asks everybody to hand on; a longer state stays behind (§3.3.1.5). */
    private static final int LONGEST_STATE = 512;

    private static final TextMapGetter<Handed> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Handed handed) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Handed handed, String key) {
            return switch (key) {
                case "traceparent" -> handed == null ? null : handed.traceparent();
                case "tracestate" -> handed == null ? null : handed.tracestate();
                default -> null;
            };
        }
    };

    public Handed {
        tracestate = tracestate == null || tracestate.length() > LONGEST_STATE ? null : tracestate;
    }

    /** The place; an invalid one when none was named, or not well. */
    SpanContext place() {
        return Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), this, GETTER))
                .getSpanContext();
    }
}
