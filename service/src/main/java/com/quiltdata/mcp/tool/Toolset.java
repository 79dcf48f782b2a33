package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Set;

/**
 * A named group of tools, in listing order.
 *
 * @param further names of the tools that the preset {@code standard} does not list, to keep it small
 */
public record Toolset(String name, List<Tool<?, ?>> tools, Set<String> further) {
    public Toolset {
        tools = List.copyOf(tools);
        further = Set.copyOf(further);
        if (Selection.PRESETS.contains(name)) {
            throw new IllegalArgumentException(name + " is the name of a preset");
        }
    }

    /** A toolset whose tools are all in the preset {@code standard}. */
    public Toolset(String name, List<Tool<?, ?>> tools) {
        this(name, tools, Set.of());
    }
}
