package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.memory.ByteBudget;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The id of the request that is being served: adapters send it upstream as {@code X-Request-Id} when it is bound, and
 * every line of the log that is written meanwhile tells it.
 */
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    /** The load balancer's own id of the request, where it gave one; told by the log alone. */
    public static final ScopedValue<String> TRACE = ScopedValue.newInstance();

    private RequestId() {}

    /** What binds a request's ids. */
    public static ScopedValue.Carrier of(String id, @Nullable String trace) {
        var carrier = ScopedValue.where(CURRENT, id);
        return trace == null ? carrier : carrier.where(TRACE, trace);
    }

    /**
     * The same work, under the ids, at the place in a trace and on the account of bytes that are bound here, for a thread that
     * does not inherit them.
     */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        var placed = ByteBudget.carry(TraceContext.carry(work));
        var ids = bound();
        return ids == null ? placed : () -> ids.call(placed::get);
    }

    /** The same for work without a result. */
    public static Runnable along(Runnable work) {
        var carried = carry(() -> {
            work.run();
            return true;
        });
        return () -> {
            var _ = carried.get();
        };
    }

    private static ScopedValue.@Nullable Carrier bound() {
        return CURRENT.isBound() ? of(CURRENT.get(), TRACE.isBound() ? TRACE.get() : null) : null;
    }
}
