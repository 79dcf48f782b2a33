package com.quiltdata.mcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * An output that can be truncated, so that no result fails because of its size alone. Parts are ordered by importance:
 * the last are left out first.
 */
public interface Truncatable<O extends Record> {
    /** Returns the number of parts of the complete output. */
    int parts();

    /** Returns a copy with the first parts only and a note on how to get the rest. More parts give a longer text. */
    O first(int parts);

    /** Returns a copy without what cannot be split, for when that alone is too large; null when there is nothing. */
    default @Nullable O withoutMetadata() {
        return null;
    }
}
