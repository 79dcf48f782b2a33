package com.quiltdata.mcp.catalog;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The place in a trace that is being worked at; bound only while a request is served whose trace this server tells of.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: the parent of whatever begins here
 * @param sampled whether the trace is kept
 * @param state of tracing systems before this one, as they handed it on; may be empty
 */
public record TraceContext(String traceId, String spanId, boolean sampled, String state) {
    public static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    /** What is bound in this thread. */
    public static Optional<TraceContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The same work, at the place that is bound here, for a thread that does not inherit it. */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work;
        }
        var place = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, place).call(work::get);
    }

    /** The header {@code traceparent} that names it (W3C Trace Context §3.2). */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
