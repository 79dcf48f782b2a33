package com.quiltdata.mcp.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads or processes bring about; fails after two minutes. */
public final class Polling {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Polling() {}

    /** Waits until a value fits, and returns it. */
    public static <T> T await(Supplier<T> source, Predicate<T> fits) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var value = source.get(); ; value = source.get()) {
            if (fits.test(value)) {
                return value;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("After two minutes still " + value);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        await(condition::getAsBoolean, it -> it);
    }
}
