package com.quiltdata.mcp.tool;

/**
 * The effect of a tool on the catalog. It determines the four MCP hints, whether a read-only server lists and runs the
 * tool, and whether calls are audited.
 */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Adds data; can neither supersede nor delete any. */
    WRITE,
    /** Adds data, or supersedes it; what it supersedes is kept where the bucket keeps versions. */
    OVERWRITE,
    /** Deletes data, or replaces it permanently. */
    DESTROY;

    /** Returns whether the tool can overwrite or delete (MCP {@code destructiveHint}). */
    boolean isDestructive() {
        return this == OVERWRITE || this == DESTROY;
    }
}
