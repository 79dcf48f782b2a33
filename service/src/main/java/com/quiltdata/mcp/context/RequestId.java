package com.quiltdata.mcp.context;

import com.quiltdata.mcp.memory.ByteBudget;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of the current request: adapters send it upstream as {@code X-Request-Id} when it is bound, and every log line
 * written meanwhile contains it.
 */
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    /** The load balancer's id of the request, where it sent one; used in the log only. */
    public static final ScopedValue<String> TRACE = ScopedValue.newInstance();

    /** The header that carries the load balancer's id. */
    public static final String BALANCER = "X-Amzn-Trace-Id";

    private static final Pattern ROOT = Pattern.compile("(?:^|;)Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");
    private static final int MAX_BALANCER = 512;

    private RequestId() {}

    /** Returns the load balancer's id from its header's value, or null when that has none. */
    public static @Nullable String root(@Nullable String header) {
        if (header == null || header.length() > MAX_BALANCER) {
            return null;
        }
        var root = ROOT.matcher(header);
        return root.find() ? root.group(1) : null;
    }

    /** Returns a carrier that binds a request's ids. */
    public static ScopedValue.Carrier of(String id, @Nullable String trace) {
        var carrier = ScopedValue.where(CURRENT, id);
        return trace == null ? carrier : carrier.where(TRACE, trace);
    }

    /**
     * Wraps work for a thread that does not inherit scoped values: it runs with the ids, the client, the trace context,
     * the byte budget and the cache of the call that are bound here.
     */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        var placed = ByteBudget.carry(TraceContext.carry(PerCallCache.carry(work)));
        var ids = bound();
        return ids == null ? placed : () -> ids.call(placed::get);
    }

    /** Wraps work without a result for a thread that does not inherit scoped values, as {@link #carry} does. */
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
        if (!CURRENT.isBound()) {
            return null;
        }
        var ids = of(CURRENT.get(), TRACE.isBound() ? TRACE.get() : null);
        return ClientInfo.current()
                .map(client -> ids.where(ClientInfo.CURRENT, client))
                .orElse(ids);
    }
}
