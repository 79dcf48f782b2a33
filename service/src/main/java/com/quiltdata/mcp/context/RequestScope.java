package com.quiltdata.mcp.context;

import com.quiltdata.mcp.memory.ByteBudget;
import java.util.List;

/** The scoped values of a request: its ids, client, trace context, allowed buckets, cache, kind of call and byte budget. */
public final class RequestScope {
    /** Always bound, because a carrier cannot be empty. */
    private static final ScopedValue<Boolean> CAPTURED = ScopedValue.newInstance();

    private static final List<ScopedValue<?>> VALUES = List.of(
            RequestId.CURRENT,
            RequestId.TRACE,
            ClientInfo.CURRENT,
            TraceContext.CURRENT,
            AllowedBuckets.CURRENT,
            PerCallCache.RESPONSES,
            ReadOnlyCall.CURRENT,
            ByteBudget.SCOPE);

    private RequestScope() {}

    /** Returns a carrier that binds this thread's values in a thread that does not inherit them. */
    public static ScopedValue.Carrier capture() {
        var carrier = ScopedValue.where(CAPTURED, true);
        for (var value : VALUES) {
            carrier = with(carrier, value);
        }
        return carrier;
    }

    private static <T> ScopedValue.Carrier with(ScopedValue.Carrier carrier, ScopedValue<T> value) {
        return value.isBound() ? carrier.where(value, value.get()) : carrier;
    }
}
