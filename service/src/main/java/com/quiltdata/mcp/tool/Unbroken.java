package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.RequestId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that is brought to its end once it is begun: that the client leaves, or that its time is up, does not break it off. */
public final class Unbroken {
    private Unbroken() {}

    /** Does the work on a thread that nobody interrupts, and waits for its end however long that takes. */
    public static <T> T run(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                        RequestId.carry(work),
                        task -> Thread.ofVirtual().name("unbroken").start(task))
                .<Supplier<T>>handle((value, thrown) -> () -> {
                    if (thrown != null) {
                        throw unwrapped(thrown.getCause());
                    }
                    return value;
                })
                .join()
                .get();
    }

    private static RuntimeException unwrapped(@Nullable Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(thrown);
        };
    }
}
