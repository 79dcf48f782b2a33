package com.quiltdata.mcp.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Timer of all deadlines. Its thread only wakes for the earliest one, whereas the wait of a virtual thread with a time
 * limit wakes the JVM's timer thread twice, which costs two switches between threads.
 */
public final class DeadlineTimer {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private DeadlineTimer() {}

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Runs a short action after this time, unless the future is cancelled before. */
    public static Future<?> schedule(Runnable action, Duration delay) {
        return TIMER.schedule(action, Math.max(1, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Waits for a result within a time limit, and leaves the future as it is. */
    static <T> T await(CompletableFuture<T> result, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        return result.isDone() ? result.get() : awaitOrExpire(result.copy(), limit);
    }

    /** Waits for a result within a time limit; when that passes, the future fails with the {@link TimeoutException}. */
    public static <T> T awaitOrExpire(CompletableFuture<T> result, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (result.isDone()) {
            return result.get();
        }
        var waiting = new WaitingCall<>(result);
        var timeout = schedule(waiting::expire, limit);
        try {
            return waiting.get();
        } finally {
            timeout.cancel(false);
        }
    }

    /** A wait for a result, and why it ended without one. */
    private static final class WaitingCall<T> {
        private final CompletableFuture<T> result;
        private volatile @Nullable TimeoutException expired;

        private WaitingCall(CompletableFuture<T> result) {
            this.result = result;
        }

        private void expire() {
            var thrown = new TimeoutException();
            expired = thrown;
            result.completeExceptionally(thrown);
        }

        @SuppressWarnings("ReferenceEquality") // the work itself may throw an equal exception
        private T get() throws ExecutionException, InterruptedException, TimeoutException {
            try {
                return result.get();
            } catch (ExecutionException e) {
                var thrown = expired;
                if (thrown != null && e.getCause() == thrown) {
                    throw thrown;
                }
                throw e;
            }
        }
    }
}
