package com.quiltdata.mcp.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Request body reader that fails if the body arrives too slowly. */
final class MinimumRateReader {
    private static final int MAX_READ = 16 * 1024;

    private final InputStream in;
    private final BodyLimits limits;
    private final BodyTimeout timeout;
    private final LongSupplier clock;
    private final long begun;
    private long firstRead;
    private boolean reading;
    private long bytes;
    private boolean late;

    /** Creates a reader for a body that began to arrive at {@code begun}, in nanoseconds of the clock. */
    MinimumRateReader(InputStream in, BodyLimits limits, BodyTimeout timeout, LongSupplier clock, long begun) {
        this.in = in;
        this.limits = limits;
        this.timeout = timeout;
        this.clock = clock;
        this.begun = begun;
    }

    /** Reads until the array is full or the body ends. Returns the number of bytes read. */
    int fill(byte[] array) throws IOException {
        int length = 0;
        for (int n = 0; n >= 0 && length < array.length; n = read(array, length)) {
            length += n;
        }
        return length;
    }

    private int read(byte[] array, int offset) throws IOException {
        var now = clock.getAsLong();
        if (!reading) {
            reading = true;
            firstRead = now; // not before: the memory for the body may have been waited for
        }
        try (var running = timeout.in(limits.next(bytes, begun, firstRead, now))) {
            try {
                var n = in.read(array, offset, Math.min(MAX_READ, array.length - offset));
                bytes += Math.max(0, n);
                return n;
            } catch (IOException e) {
                late = running.expired();
                throw e;
            }
        }
    }

    boolean late() {
        return late;
    }
}
