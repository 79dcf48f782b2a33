package com.quiltdata.mcp.catalog;

import java.util.function.Supplier;

/** The id of the request that is being served; adapters send it upstream as {@code X-Request-Id} when it is bound. */
public final class RequestId {
    public static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /** The same work, under the id that is bound here, for a thread that does not inherit it. */
    public static <T> Supplier<T> carry(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work;
        }
        var id = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, id).call(work::get);
    }
}
