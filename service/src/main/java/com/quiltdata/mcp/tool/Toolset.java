package com.quiltdata.mcp.tool;

import java.util.List;

/** The tools of one family, in the order in which they are listed. */
public record Toolset(String name, List<Tool<?, ?>> tools) {
    public Toolset {
        tools = List.copyOf(tools);
    }
}
