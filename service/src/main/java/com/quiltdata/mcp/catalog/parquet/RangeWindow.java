package com.quiltdata.mcp.catalog.parquet;

import com.quiltdata.mcp.catalog.objects.ByteRanges;
import java.nio.ByteBuffer;

/** The bytes of a file last read, with some that follow them, up to a total number of bytes to read. */
final class RangeWindow {
    private static final int READ_AHEAD = 256 * 1024;

    /** Bounds the time of decoding: columns may refer to the same few bytes, which become 1,000 times as many. */
    private static final long MAX_DECODED = 1024 * 1024 * 1024;

    private final ByteRanges file;
    private final int known;
    private long left;
    private long bytesRead;
    private long offset;
    private byte[] bytes = {};
    private long decoded;

    RangeWindow(ByteRanges file, long maxBytes) {
        this.file = file;
        this.known = file.head().bytes().length;
        this.bytesRead = known;
        this.left = maxBytes;
    }

    long size() {
        return file.size();
    }

    long left() {
        return left;
    }

    long bytesRead() {
        return bytesRead;
    }

    /** Counts bytes of memory that decoding takes, after which they may be released. */
    void decode(long count) {
        UnreadableException.require(
                count <= MAX_DECODED - decoded, "decoding the columns takes too long; select fewer with SQL");
        decoded += count;
    }

    /** Returns exactly this range. */
    ByteBuffer get(long from, int count) {
        if (from < 0 || count < 0 || from > size() - count) {
            throw new UnreadableException("the file refers to bytes beyond its end");
        }
        var at = from - offset;
        if (at >= 0 && at + count <= bytes.length) {
            return ByteBuffer.wrap(bytes, (int) at, count).slice();
        } else if (from + count <= known) {
            return ByteBuffer.wrap(file.head().bytes(), (int) from, count).slice();
        }
        UnreadableException.require(
                count <= left, "reading the values takes more bytes than allowed; send a larger max_bytes");
        var ahead = (int) Math.min(Math.min(Math.max(count, READ_AHEAD), left), size() - from);
        bytes = file.read(from, ahead);
        offset = from;
        left -= ahead;
        bytesRead += ahead;
        return ByteBuffer.wrap(bytes, 0, count).slice();
    }
}
