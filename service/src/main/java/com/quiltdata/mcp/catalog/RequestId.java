package com.quiltdata.mcp.catalog;

import java.util.function.Supplier;

/** The id of the request that is being served; adapters send it upstream as {@code X-Request-Id} when it is bound. */
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /** The same work, under the id and at the place in a trace that are bound here, for a thread that does not inherit them. */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        var placed = TraceContext.carry(work);
        if (!CURRENT.isBound()) {
            return placed;
        }
        var id = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, id).call(placed::get);
    }
}
