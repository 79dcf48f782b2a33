package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Timer that interrupts a thread which reads from a silent client. */
public record BodyTimeout(ScheduledExecutorService scheduler) {
    /** Interrupts the current thread after this time, unless the result is closed before. */
    RunningTimeout in(Duration time) {
        return new RunningTimeout(scheduler, time);
    }

    /**
     * A running timer. Closing it cancels it and clears the thread's interrupt flag; an interruption under way is
     * awaited, or it would reach what the thread reads next.
     */
    static final class RunningTimeout implements AutoCloseable {
        private final ScheduledFuture<?> timer;
        private @Nullable Thread waiting = Thread.currentThread();

        private RunningTimeout(ScheduledExecutorService scheduler, Duration time) {
            timer = scheduler.schedule(this::interrupt, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void interrupt() {
            if (waiting != null) {
                waiting.interrupt();
                waiting = null;
            }
        }

        synchronized boolean expired() {
            return waiting == null;
        }

        @Override
        public synchronized void close() {
            timer.cancel(false);
            if (expired()) {
                var _ = Thread.interrupted();
            }
            waiting = null;
        }
    }
}
