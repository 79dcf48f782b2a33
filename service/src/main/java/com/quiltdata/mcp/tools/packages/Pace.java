package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a change waits for, because the registry names revisions by the second and has no locks.
 *
 * @param second after which no revision of the same second can come any more
 * @param standing how old a revision is before another is made from it: by then one that lost is taken back
 * @param clock what time it is
 * @param pause waits that long
 */
record Pace(Duration second, Duration standing, InstantSource clock, Consumer<Duration> pause) {
    static Pace usual() {
        return new Pace(Duration.ofMillis(1100), Duration.ofSeconds(4), InstantSource.system(), Pace::park);
    }

    /** Until the registry's present second is over. */
    void awaitSecond() {
        pause.accept(second);
    }

    /** Whether something of this time has stood long enough. */
    boolean stands(Instant modified) {
        return Duration.between(modified, clock.instant()).compareTo(standing) >= 0;
    }

    /** Until something of this time has stood long enough; at least until the present second is over. */
    void awaitStanding(Instant modified) {
        var left = standing.minus(Duration.between(modified, clock.instant()));
        var atMost = left.compareTo(standing) > 0 ? standing : left;
        pause.accept(atMost.compareTo(second) < 0 ? second : atMost);
    }

    private static void park(Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Failure.TooLate("The call was given up before anything was sent.", null);
            }
            LockSupport.parkNanos(left);
        }
    }
}
