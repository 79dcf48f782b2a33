package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.context.RequestId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Work that runs to its end once started, even if the client disconnects or the deadline passes. */
public final class Uninterruptible {
    private Uninterruptible() {}

    /** Runs the work on a thread that is never interrupted, and waits for its end without a time limit. */
    public static <T> T run(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                        RequestId.carry(work),
                        task -> Thread.ofVirtual().name("unbroken").start(task))
                .<Supplier<T>>handle((value, thrown) -> () -> {
                    if (thrown != null) {
                        throw FailureMapper.unchecked(thrown.getCause());
                    }
                    return value;
                })
                .join()
                .get();
    }
}
