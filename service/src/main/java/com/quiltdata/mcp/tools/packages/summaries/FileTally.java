package com.quiltdata.mcp.tools.packages.summaries;

import com.google.common.math.LongMath;
import org.jspecify.annotations.Nullable;

/**
 * Number and size of files.
 *
 * @param unsized how many of the files have no known size
 * @param bytes total size of the others
 */
record FileTally(int files, int unsized, long bytes) {
    static final FileTally NONE = new FileTally(0, 0, 0);

    private static final double MEGABYTE = 1 << 20;
    private static final double MICRO = 1e6;

    static FileTally of(@Nullable Long size) {
        return size == null ? new FileTally(1, 1, 0) : new FileTally(1, 0, size);
    }

    FileTally plus(FileTally other) {
        return new FileTally(files + other.files, unsized + other.unsized, LongMath.saturatedAdd(bytes, other.bytes));
    }

    /** The total size of the files whose size is known; null if there are files and none has a known size. */
    @Nullable
    Long knownBytes() {
        return files > 0 && unsized == files ? null : bytes;
    }

    @Nullable
    Double knownMegabytes() {
        var known = knownBytes();
        return known == null ? null : megabytes(known);
    }

    static double megabytes(long bytes) {
        return megabytes((double) bytes);
    }

    /** A size in MB with six digits after the point, so that no byte becomes zero. */
    static double megabytes(double bytes) {
        return Math.round(bytes / MEGABYTE * MICRO) / MICRO;
    }
}
