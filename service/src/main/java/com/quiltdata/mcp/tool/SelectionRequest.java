package com.quiltdata.mcp.tool;

import java.util.List;

/**
 * A connection's choice of tools. Each list of names is comma-separated; names match in any case.
 *
 * @param toolsets lists of presets and toolsets, one for each place where the connection names some; only tools that are
 *     in all of them are listed
 * @param tools names of further tools to list, or of the only ones if {@code toolsets} names none
 * @param excluded names of tools that are neither listed nor run
 * @param readOnly whether tools that write are neither listed nor run
 */
public record SelectionRequest(List<String> toolsets, String tools, String excluded, boolean readOnly) {
    /** The request of a connection that chooses nothing. */
    public static final SelectionRequest NONE = new SelectionRequest(List.of(), "", "", false);

    public SelectionRequest {
        toolsets = List.copyOf(toolsets);
    }
}
