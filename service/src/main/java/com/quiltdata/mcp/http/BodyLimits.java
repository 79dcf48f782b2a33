package com.quiltdata.mcp.http;

import java.time.Duration;

/**
 * How large request bodies may be, and how long they may take to arrive.
 *
 * @param maxBytes the size of any body
 * @param timeout the time for any body
 */
public record BodyLimits(int maxBytes, Duration timeout) {
    private static final Duration SMALL = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long BYTES_PER_SECOND = 16 * 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** The time for a body up to {@link ArrivingRequest#SMALL}, and for the first part of a longer one. */
    Duration small() {
        return shorter(SMALL);
    }

    /** The time in which the body of a request without a token is read for the request's id. */
    Duration refused() {
        return shorter(REFUSED);
    }

    /**
     * The time until the next byte is due, after so many bytes.
     *
     * @param begun when the body began to arrive, by {@link System#nanoTime}
     * @param gathered when its first part was there
     */
    Duration next(long bytes, long begun, long gathered) {
        var rate = gathered + GRACE.toNanos() + Math.max(0, bytes - ArrivingRequest.SMALL) * SECOND / BYTES_PER_SECOND;
        var now = System.nanoTime();
        return Duration.ofNanos(Math.max(1, Math.min(rate - now, begun + timeout.toNanos() - now)));
    }

    private Duration shorter(Duration time) {
        return time.compareTo(timeout) < 0 ? time : timeout;
    }
}
