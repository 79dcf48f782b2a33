package com.quiltdata.mcp.catalog.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream as lines of bytes, one at a time. */
final class LineReader {
    private static final int FIRST_BUFFER = 1 << 16;

    private final InputStream in;
    private final int maxLength;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int length;
    private int filled;
    private long read;
    private boolean ended;

    /** @param maxLength maximum bytes of a line */
    LineReader(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** Advances to the next line; false at the end. A line that is too long ends after {@code maxLength + 1} bytes. */
    boolean next() throws IOException {
        start = Math.min(start + length + 1, filled);
        length = 0;
        while (length <= maxLength) {
            if (start + length == filled && !fill()) {
                return length > 0;
            }
            if (buffer[start + length] == '\n') {
                return true;
            }
            length++;
        }
        return true;
    }

    /** Returns the array that holds the current line, until the next call of {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    boolean tooLong() {
        return length > maxLength;
    }

    long read() {
        return read;
    }

    boolean ended() {
        return ended;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        var count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            ended = true;
            return false;
        }
        filled += count;
        read += count;
        return true;
    }
}
