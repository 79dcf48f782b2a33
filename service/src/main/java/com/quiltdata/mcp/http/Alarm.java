package com.quiltdata.mcp.http;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Interrupts who reads from a client that keeps silent. */
public final class Alarm {
    private final ScheduledExecutorService clock;

    public Alarm(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /** Interrupts this thread after a time, unless closed before. */
    Set in(Duration time) {
        return new Set(clock, time);
    }

    /** An alarm that is set; closing it leaves the thread uninterrupted. */
    static final class Set implements AutoCloseable {
        private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>(Thread.currentThread());
        private final ScheduledFuture<?> going;

        private Set(ScheduledExecutorService clock, Duration time) {
            going = clock.schedule(this::ring, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void ring() {
            var thread = waiting.getAndSet(null);
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Whether it has interrupted the thread. */
        boolean rang() {
            return waiting.get() == null;
        }

        @Override
        public void close() {
            going.cancel(false);
            if (waiting.getAndSet(null) == null) {
                var _ = Thread.interrupted();
            }
        }
    }
}
