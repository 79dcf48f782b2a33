package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Timer that interrupts a thread which reads from a silent client. */
public final class BodyTimeout {
    private final ScheduledExecutorService scheduler;

    public BodyTimeout(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Interrupts the current thread after this time, unless the result is closed before. */
    RunningTimeout in(Duration time) {
        return new RunningTimeout(scheduler, time);
    }

    /** A running timer. Closing it cancels it and clears the thread's interrupt flag. */
    static final class RunningTimeout implements AutoCloseable {
        private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>(Thread.currentThread());
        private final ScheduledFuture<?> timer;

        private RunningTimeout(ScheduledExecutorService scheduler, Duration time) {
            timer = scheduler.schedule(this::interrupt, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void interrupt() {
            var thread = waiting.getAndSet(null);
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Returns whether the thread was interrupted. */
        boolean expired() {
            return waiting.get() == null;
        }

        @Override
        public void close() {
            timer.cancel(false);
            if (waiting.getAndSet(null) == null) {
                var _ = Thread.interrupted();
            }
        }
    }
}
