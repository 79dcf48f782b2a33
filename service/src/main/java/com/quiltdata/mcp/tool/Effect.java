package com.quiltdata.mcp.tool;

/**
 * The effect of a tool on the catalog. It determines the four MCP hints, whether a read-only server lists and runs the
 * tool, and whether calls are audited.
 */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Adds data, or replaces it in a way that keeps the previous version. */
    WRITE,
    /** Deletes data, or replaces it permanently. */
    DESTROY
}
