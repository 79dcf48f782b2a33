package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.RequestId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work that is brought to its end once it is begun: that the client leaves, or that its time is up, does not break it off. */
public final class Unbroken {
    private Unbroken() {}

    /** Does the work on a thread that nobody interrupts, and waits for its end however long that takes. */
    public static <T> T run(Call call, Supplier<T> work) {
        var end = CompletableFuture.supplyAsync(
                        () -> ScopedValue.where(RequestId.CURRENT, call.requestId())
                                .call(work::get),
                        task -> Thread.ofVirtual().name("unbroken").start(task))
                .handle(Unbroken::<T>end)
                .join();
        return end.get();
    }

    private static <T> Supplier<T> end(T value, Throwable thrown) {
        return () -> {
            switch (thrown == null ? null : thrown.getCause()) {
                case null -> {
                    return value;
                }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        };
    }
}
