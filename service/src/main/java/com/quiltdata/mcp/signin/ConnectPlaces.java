package com.quiltdata.mcp.signin;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Places for exchanges of one kind with Connect; each kind has its own, so that a flood of one delays no other. */
final class ConnectPlaces {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Semaphore free;

    ConnectPlaces(int places) {
        this.free = new Semaphore(places);
    }

    /**
     * Takes a place, which {@link #release} returns.
     *
     * @param end when the step ends, as {@link System#nanoTime}
     * @throws ConnectUnavailableException if none is free within two seconds and before the end
     */
    void take(long end) {
        try {
            if (!free.tryAcquire(Math.min(WAIT.toNanos(), end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new ConnectUnavailableException(
                        "Too many requests to Quilt Connect are under way; try again later.", null);
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
