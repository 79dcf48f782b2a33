package com.quiltdata.mcp.context;

import java.util.function.Supplier;

/**
 * Whether the current call only reads. What it reads may be read for another call of its caller at the same moment, or
 * a short time before; a call that changes something reads everything itself.
 */
public final class ReadOnlyCall {
    static final ScopedValue<Boolean> CURRENT = ScopedValue.newInstance();

    private ReadOnlyCall() {}

    /** Returns whether this thread works for a call that only reads; false outside of calls. */
    public static boolean isCurrent() {
        return CURRENT.orElse(false);
    }

    /** Wraps work as a call that only reads, or as one that may change something. */
    public static <T> Supplier<T> within(boolean readOnly, Supplier<T> call) {
        return () -> ScopedValue.where(CURRENT, readOnly).call(call::get);
    }
}
