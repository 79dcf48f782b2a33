package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The waiting times of a change: the registry names pointers by the second and has no locks.
 *
 * @param second time after which no further revision of the same second can appear
 * @param settling minimum age of a base revision: by then one that lost is deleted
 * @param clock the clock
 * @param pause waits for a duration
 */
record PointerTiming(Duration second, Duration settling, InstantSource clock, Consumer<Duration> pause) {
    static PointerTiming usual() {
        return new PointerTiming(
                Duration.ofMillis(1100), Duration.ofSeconds(4), InstantSource.system(), PointerTiming::park);
    }

    /** Waits until the registry's present second is over. */
    void awaitSecond() {
        pause.accept(second);
    }

    /** Whether a revision of this time is old enough to be a base. */
    boolean isSettled(Instant modified) {
        return Duration.between(modified, clock.instant()).compareTo(settling) >= 0;
    }

    /** Waits until a revision of this time is old enough to be a base, at least until the present second is over. */
    void awaitSettled(Instant modified) {
        var remaining = settling.minus(Duration.between(modified, clock.instant()));
        pause.accept(Duration.ofMillis(Math.clamp(remaining.toMillis(), second.toMillis(), settling.toMillis())));
    }

    private static void park(Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        for (var nanos = end - System.nanoTime(); nanos > 0; nanos = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Failure.TooLate("The call was cancelled before a revision was written.", null);
            }
            LockSupport.parkNanos(nanos);
        }
    }
}
