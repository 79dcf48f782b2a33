package com.quiltdata.mcp.logs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells that a line is written. An argument of the log event beside those of its message; a line that comes with one is
 * never dropped.
 */
public final class Receipt {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean taken;

    /** Somebody will write the line and then say so. */
    void take() {
        taken = true;
    }

    void written() {
        done.complete(null);
    }

    /** Does this once the line is written; at once where no line was taken, as when its logger is switched off. */
    public void then(Runnable step) {
        if (taken) {
            var _ = done.thenRun(step);
        } else {
            step.run();
        }
    }

    /** Waits for the line to be written, interrupted or not; false if that is not within this time. */
    public boolean await(Duration within) {
        if (!taken) {
            return true;
        }
        var end = System.nanoTime() + within.toNanos();
        var interrupted = false;
        try {
            while (true) {
                try {
                    done.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
