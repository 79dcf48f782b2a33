package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Set;

/**
 * The tools of one family, in the order in which they are listed.
 *
 * @param further the names of those that the preset {@code standard} does not list, to stay small
 */
public record Toolset(String name, List<Tool<?, ?>> tools, Set<String> further) {
    public Toolset {
        tools = List.copyOf(tools);
        further = Set.copyOf(further);
        if (Selection.PRESETS.contains(name)) {
            throw new IllegalArgumentException(name + " is the name of a preset");
        }
    }

    /** A family all of whose tools are in the preset {@code standard}. */
    public Toolset(String name, List<Tool<?, ?>> tools) {
        this(name, tools, Set.of());
    }
}
