package com.quiltdata.mcp.tool;

/**
 * What a tool may do to the catalog: the one statement of risk. The four MCP hints, what a read-only server lists and
 * runs, and the audit line all follow from it.
 */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Adds something, or supersedes it in a way that keeps what was there. */
    WRITE,
    /** Takes something away, or replaces it for good. */
    DESTROY
}
