package com.quiltdata.mcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * An output that can be told in part, so that no answer fails for its size alone. Its parts are in the order in which they
 * matter: what comes last is left out first.
 */
public interface Sliceable<O extends Record> {
    /** How many parts the whole has. */
    int parts();

    /** The same output with its first parts only; says that it is cut, and how to get the rest. More parts, more text. */
    O first(int parts);

    /** The output without what has no parts, for when that alone is too much; null when there is nothing to leave out. */
    default @Nullable O lean() {
        return null;
    }
}
