package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.catalog.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Places in traces, in the catalog's words and in OpenTelemetry's. */
final class Places {
    private Places() {}

    /** Where that begins which begins within this span. */
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

    /** The parent of what begins here. */
    static Context parent(TraceContext here) {
        var place = new Handed(here.traceparent(), here.state()).place();
        return parent(SpanContext.create(
                place.getTraceId(), place.getSpanId(), place.getTraceFlags(), place.getTraceState()));
    }

    /** The parent of what begins there; none when that is not valid. */
    static Context parent(SpanContext there) {
        return Context.root().with(Span.wrap(there));
    }
}
