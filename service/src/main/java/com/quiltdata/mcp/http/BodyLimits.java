package com.quiltdata.mcp.http;

import java.time.Duration;

/** Limits on the size of request bodies, in bytes, and on the time in which they arrive. */
public record BodyLimits(int maxBytes, Duration timeout) {
    private static final Duration SMALL = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long BYTES_PER_SECOND = 16 * 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Returns the maximum time for a body of {@link ArrivingRequest#SMALL} bytes, or a longer one's first part. */
    Duration small() {
        return shorter(SMALL);
    }

    /** Returns the maximum time for reading the body of a request without a token, for the request's id. */
    Duration refused() {
        return shorter(REFUSED);
    }

    /**
     * Returns the time within which the next byte must arrive.
     *
     * @param bytes number of bytes received so far
     * @param begun when the body began to arrive, in nanoseconds of a clock
     * @param gathered when the rate began to count: after the first part of the body, in the same units
     * @param now the present, in the same units
     */
    Duration next(long bytes, long begun, long gathered, long now) {
        var rate = gathered + GRACE.toNanos() + Math.max(0, bytes - ArrivingRequest.SMALL) * SECOND / BYTES_PER_SECOND;
        return Duration.ofNanos(Math.max(1, Math.min(rate - now, begun + timeout.toNanos() - now)));
    }

    private Duration shorter(Duration time) {
        return time.compareTo(timeout) < 0 ? time : timeout;
    }
}
