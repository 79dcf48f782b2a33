package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named group of tools, in listing order.
 *
 * @param further names of the tools that the preset {@code standard} does not list, to keep it small
 * @param optIn whether its tools are listed and run only where the operator names it, so that {@code standard} and {@code
 *     full} do not include them
 */
public record Toolset(String name, List<Tool<?, ?>> tools, Set<String> further, boolean optIn) {
    public Toolset {
        tools = List.copyOf(tools);
        further = Set.copyOf(further);
        if (Selection.PRESETS.contains(name)) {
            throw new IllegalArgumentException(name + " is the name of a preset");
        }
    }

    public Toolset(String name, List<Tool<?, ?>> tools, Set<String> further) {
        this(name, tools, further, false);
    }

    /** A toolset whose tools are all in the preset {@code standard}. */
    public Toolset(String name, List<Tool<?, ?>> tools) {
        this(name, tools, Set.of());
    }

    /** Returns the names of the tools that are in one of these presets and toolsets. */
    Set<String> in(Set<String> chosen) {
        var all = chosen.contains(name) || (!optIn && chosen.contains("full"));
        var some = !optIn && chosen.contains("standard");
        return tools.stream()
                .map(tool -> tool.spec().name())
                .filter(tool -> all || (some && !further.contains(tool)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
