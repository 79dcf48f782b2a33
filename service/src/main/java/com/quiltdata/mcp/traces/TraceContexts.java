package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.context.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Converts between the catalog's {@link TraceContext} and OpenTelemetry's contexts. */
final class TraceContexts {
    private TraceContexts() {}

    /** Returns the trace context for work within a span. */
    static TraceContext of(Span span) {
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.root().with(span),
                        headers,
                        (carrier, name, value) ->
                                Objects.requireNonNull(carrier).put(name, value));
        var place = span.getSpanContext();
        return new TraceContext(place.getTraceId(), place.getSpanId(), place.isSampled(), state(headers));
    }

    private static String state(Map<String, String> headers) {
        return Objects.requireNonNullElse(headers.get("tracestate"), "");
    }

    /** Returns the parent context for spans that start in a trace context. */
    static Context parent(TraceContext here) {
        var place = new RemoteTraceContext(here.traceparent(), here.state()).place();
        return parent(SpanContext.create(
                place.getTraceId(), place.getSpanId(), place.getTraceFlags(), place.getTraceState()));
    }

    /** Returns the parent context of a span context; no parent if it is invalid. */
    static Context parent(SpanContext there) {
        return Context.root().with(Span.wrap(there));
    }
}
