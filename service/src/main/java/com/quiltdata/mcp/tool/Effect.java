package com.quiltdata.mcp.tool;

/**
 * The effect of a tool on the catalog. It determines the four MCP hints and the icon, whether a read-only server lists
 * and runs the tool, and whether calls are audited.
 */
public enum Effect {
    /** Changes nothing. */
    READ("<path stroke=\"#38c\" d=\"M1 2h6M1 4h6M1 6h4\"/>"),
    /** Adds data; can neither supersede nor delete any. */
    WRITE("<path fill=\"#2f8f5b\" d=\"M3 1h2v2h2v2H5v2H3V5H1V3h2z\"/>"),
    /** Adds data, or supersedes it; what it supersedes is kept where the bucket keeps versions. */
    OVERWRITE("<path fill=\"#b07a1e\" d=\"M5 1l2 2-4 4H1V5z\"/>"),
    /** Deletes data, or replaces it permanently. */
    DESTROY("<path stroke=\"#d64a42\" stroke-width=\"1.5\" d=\"M1 1l6 6M7 1L1 7\"/>");

    private final String icon;

    Effect(String shapes) {
        this.icon = Icon.svg(shapes).src();
    }

    /** Returns the URI of the icon of the tools with this effect: lines of text, a plus, a pencil or a cross. */
    String icon() {
        return icon;
    }

    /** Returns whether the tool can overwrite or delete (MCP {@code destructiveHint}). */
    boolean isDestructive() {
        return this == OVERWRITE || this == DESTROY;
    }
}
