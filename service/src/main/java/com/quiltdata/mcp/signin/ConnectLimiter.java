package com.quiltdata.mcp.signin;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the concurrent exchanges of one kind with Connect, so that a flood of one kind delays no other. */
final class ConnectLimiter {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Semaphore free;
    private final Duration wait;
    private final String sentence;

    ConnectLimiter(int places) {
        this(places, WAIT, "Too many requests to Quilt Connect are under way; try again later.");
    }

    /** Creates a limiter; {@code sentence} is the error if no place becomes free within {@code wait}. */
    ConnectLimiter(int places, Duration wait, String sentence) {
        this.free = new Semaphore(places);
        this.wait = wait;
        this.sentence = sentence;
    }

    /**
     * Takes a place, which {@link #release} returns.
     *
     * @param end when the step ends, as {@link System#nanoTime}
     * @throws ConnectUnavailableException if none is free in time and before the end
     */
    void take(long end) {
        try {
            if (!free.tryAcquire(Math.min(wait.toNanos(), end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new ConnectUnavailableException(sentence, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectUnavailableException("The request was cancelled.", e);
        }
    }

    /** Takes a place if one is free; returns whether it did. */
    boolean tryTake() {
        return free.tryAcquire();
    }

    void release() {
        free.release();
    }
}
