package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every tool there is, in the fixed order in which they are listed. Names are unique, or it is not built. */
public final class Inventory {
    private final List<Toolset> toolsets;
    private final Map<String, Tool<?, ?>> byName = new LinkedHashMap<>();

    public Inventory(List<Toolset> toolsets) {
        this.toolsets = List.copyOf(toolsets);
        for (var toolset : toolsets) {
            for (var tool : toolset.tools()) {
                if (byName.put(tool.spec().name(), tool) != null) {
                    throw new IllegalArgumentException(
                            "two tools are named " + tool.spec().name());
                }
            }
        }
    }

    public List<Toolset> toolsets() {
        return toolsets;
    }

    public List<Tool<?, ?>> tools() {
        return List.copyOf(byName.values());
    }

    public Optional<Tool<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What these tools are, in full. */
    public static ArrayNode descriptors(Collection<Tool<?, ?>> tools) {
        var all = Json.MAPPER.createArrayNode();
        tools.forEach(tool -> all.add(Descriptor.of(tool)));
        return all;
    }

    /**
     * The descriptors of these tools as {@code tools/list} shows them: without the words of the output schemas, which are for
     * validators, and would be more than half of what a model has to read.
     */
    public static ArrayNode listing(Collection<Tool<?, ?>> tools) {
        var all = descriptors(tools);
        all.forEach(descriptor -> silence(descriptor.path("outputSchema")));
        return all;
    }

    private static void silence(JsonNode schema) {
        if (schema.path("description").isTextual()) {
            ((ObjectNode) schema).remove("description");
        }
        schema.forEach(Inventory::silence);
    }
}
