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
        return ToolJson.MAPPER
                .createArrayNode()
                .addAll(tools.stream().map(Inventory::descriptor).toList());
    }

    /** Returns the {@code tools/list} entry of a tool: name, title, description, both schemas and the four hints. */
    private static ObjectNode descriptor(Tool<?, ?> tool) {
        var spec = tool.spec();
        var node = ToolJson.MAPPER.createObjectNode();
        node.put("name", spec.name());
        node.put("title", spec.title());
        node.put("description", spec.description());
        if (tool instanceof RawTool raw) {
            node.set("inputSchema", Confirmation.addTo(spec, raw.inputSchema().deepCopy()));
        } else {
            node.set("inputSchema", Confirmation.addTo(spec, Schemas.input(spec.input())));
            node.set("outputSchema", Schemas.output(spec.output()));
        }
        var hints = node.putObject("annotations");
        hints.put("title", spec.title());
        hints.put("readOnlyHint", spec.effect() == Effect.READ);
        hints.put("destructiveHint", spec.effect() == Effect.DESTROY);
        hints.put("idempotentHint", spec.effect() == Effect.READ);
        hints.put("openWorldHint", true);
        return node;
    }

    /**
     * Returns the descriptors of the selected tools for {@code tools/list}: without the descriptions in output schemas,
     * which would be more than half of what a model has to read, and without sentences about tools that may not run.
     */
    public static ArrayNode listing(Selection selection) {
        var descriptors = descriptors(selection.listed());
        for (var descriptor : descriptors) {
            removeDescriptions(descriptor.path("outputSchema"));
            limitDescriptions(descriptor, selection);
        }
        return descriptors;
    }

    private static void limitDescriptions(JsonNode node, Selection selection) {
        if (node.path("description").isTextual()) {
            var description = node.path("description").textValue();
            ((ObjectNode) node).put("description", selection.supported(description));
        }
        node.forEach(child -> limitDescriptions(child, selection));
    }

    private static void removeDescriptions(JsonNode schema) {
        if (schema.path("description").isTextual()) {
            ((ObjectNode) schema).remove("description");
        }
        schema.forEach(Inventory::removeDescriptions);
    }
}
