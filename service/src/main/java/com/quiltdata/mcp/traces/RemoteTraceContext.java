package com.quiltdata.mcp.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's trace context, from headers or {@code params._meta} (SEP-414), not yet validated. */
public record RemoteTraceContext(
        @Nullable String traceparent, @Nullable String tracestate) {
    /** Maximum length of a trace state in characters; a longer one is dropped (W3C Trace Context §3.3.1.5). */
    private static final int MAX_STATE_LENGTH = 512;

    private static final TextMapGetter<RemoteTraceContext> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(RemoteTraceContext context) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable RemoteTraceContext context, String key) {
            return switch (key) {
                case "traceparent" -> context == null ? null : context.traceparent();
                case "tracestate" -> context == null ? null : context.tracestate();
                default -> null;
            };
        }
    };

    public RemoteTraceContext {
        tracestate = tracestate == null || tracestate.length() > MAX_STATE_LENGTH ? null : tracestate;
    }

    /** Returns the span context; an invalid one if it is absent or malformed. */
    SpanContext spanContext() {
        return Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), this, GETTER))
                .getSpanContext();
    }
}
