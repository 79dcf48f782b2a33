package com.quiltdata.mcp.http;

import java.io.IOException;
import java.io.InputStream;

/** A request body that is read only as long as it arrives fast enough. */
final class PacedStream {
    private static final int MAX_READ = 16 * 1024;

    private final InputStream in;
    private final BodyLimits limits;
    private final Alarm alarm;
    private final long begun;
    private final long gathered = System.nanoTime();
    private long bytes;
    private boolean late;

    /** A stream of a body that began to arrive at a time, by {@link System#nanoTime}, and whose first part is here. */
    PacedStream(InputStream in, BodyLimits limits, Alarm alarm, long begun) {
        this.in = in;
        this.limits = limits;
        this.alarm = alarm;
        this.begun = begun;
    }

    /** Fills the array as far as the body goes, and returns how far that is. */
    int fill(byte[] array) throws IOException {
        int length = 0;
        for (int n = 0; n >= 0 && length < array.length; n = read(array, length)) {
            length += n;
        }
        return length;
    }

    private int read(byte[] array, int offset) throws IOException {
        try (var waiting = alarm.in(limits.next(bytes, begun, gathered))) {
            try {
                var n = in.read(array, offset, Math.min(MAX_READ, array.length - offset));
                bytes += Math.max(0, n);
                return n;
            } catch (IOException e) {
                late = waiting.rang();
                throw e;
            }
        }
    }

    /** Whether reading failed because the body came too slowly. */
    boolean late() {
        return late;
    }
}
