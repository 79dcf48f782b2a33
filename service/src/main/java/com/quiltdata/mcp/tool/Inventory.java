package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tools of the server, in listing order. The constructor rejects duplicate names. */
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

    /** Returns the complete descriptors of these tools. */
    public static ArrayNode descriptors(Collection<Tool<?, ?>> tools) {
        var all = ToolJson.MAPPER.createArrayNode();
        tools.forEach(tool -> all.add(ToolDescriptor.of(tool)));
        return all;
    }

    /**
     * Returns the descriptors of the selected tools for {@code tools/list}: without the descriptions in output schemas,
     * which would be more than half of what a model has to read, and without sentences about tools that may not run.
     */
    public static ArrayNode listing(Selection selection) {
        var all = descriptors(selection.listed());
        all.forEach(descriptor -> {
            silence(descriptor.path("outputSchema"));
            limit(descriptor, selection);
        });
        return all;
    }

    private static void limit(JsonNode node, Selection selection) {
        if (node.path("description").isTextual()) {
            var description = node.path("description").textValue();
            ((ObjectNode) node).put("description", selection.supported(description));
        }
        node.forEach(child -> limit(child, selection));
    }

    private static void silence(JsonNode schema) {
        if (schema.path("description").isTextual()) {
            ((ObjectNode) schema).remove("description");
        }
        schema.forEach(Inventory::silence);
    }
}
