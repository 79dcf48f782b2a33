package com.quiltdata.mcp.context;

import java.util.Optional;

/**
 * The current trace context; bound only while a request is served whose trace this server exports.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: the parent of new spans
 * @param sampled whether the trace is recorded
 * @param state the {@code tracestate} of other tracing systems, passed on unchanged; may be empty
 */
public record TraceContext(String traceId, String spanId, boolean sampled, String state) {
    public static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    /** Returns the context that is bound in this thread. */
    public static Optional<TraceContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Returns the value of the {@code traceparent} header (W3C Trace Context §3.2). */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
