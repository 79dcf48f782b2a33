package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All tools of the server, in listing order. The constructor rejects duplicate names. */
public final class Inventory {
    /** The most that Claude Code lets a tool declare; above its default of 50,000 a result goes to a file. */
    private static final int MAX_RESULT_CHARS = 500_000;

    private static final Set<String> UNLISTED = Set.of("description", "format", "additionalProperties");

    private final List<Toolset> toolsets;
    private final PageAddresses pages;
    private final Map<String, Tool<?, ?>> byName = new LinkedHashMap<>();
    private final Set<String> writing;
    private final Set<String> unlimitable;

    /** Descriptors of all tools for {@code tools/list}; generating schemas takes long. */
    private final Supplier<ArrayNode> entries;

    public Inventory(List<Toolset> toolsets) {
        this(toolsets, UnaryOperator.identity());
    }

    /**
     * Creates an inventory whose tools accept addresses of the catalog's pages where they read by URI.
     *
     * @param toUri returns the URI of what a page shows, and any other text unchanged
     */
    public Inventory(List<Toolset> toolsets, UnaryOperator<String> toUri) {
        this.pages = new PageAddresses(toUri);
        this.toolsets = List.copyOf(toolsets);
        for (var toolset : toolsets) {
            for (var tool : toolset.tools()) {
                if (byName.put(tool.spec().name(), tool) != null) {
                    throw new IllegalArgumentException(
                            "two tools are named " + tool.spec().name());
                }
            }
        }
        this.writing = names(tool -> tool.spec().effect() != Effect.READ);
        this.unlimitable = names(tool -> !tool.obeysBucketLimit());
        this.entries = Suppliers.memoize(() -> {
            var entries = descriptors(tools());
            entries.forEach(entry -> shorten(entry.path("outputSchema")));
            return entries;
        });
    }

    public List<Toolset> toolsets() {
        return toolsets;
    }

    PageAddresses pages() {
        return pages;
    }

    public List<Tool<?, ?>> tools() {
        return List.copyOf(byName.values());
    }

    public Optional<Tool<?, ?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the names of the tools that do more than read. */
    Set<String> writing() {
        return writing;
    }

    /** Returns the names of the tools that cannot be limited to buckets. */
    Set<String> unlimitable() {
        return unlimitable;
    }

    private Set<String> names(Predicate<Tool<?, ?>> condition) {
        return byName.values().stream()
                .filter(condition)
                .map(tool -> tool.spec().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the names of the tools in these presets and toolsets. */
    Set<String> names(Set<String> chosen) {
        return toolsets.stream().flatMap(set -> set.in(chosen).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the complete descriptors of these tools. */
    public static ArrayNode descriptors(Collection<Tool<?, ?>> tools) {
        return ToolJson.MAPPER
                .createArrayNode()
                .addAll(tools.stream().map(Inventory::descriptor).toList());
    }

    /** Returns the {@code tools/list} entry of a tool: name, title, description, icon, schemas, hints, limits and page. */
    private static ObjectNode descriptor(Tool<?, ?> tool) {
        var spec = tool.spec();
        var node = ToolJson.MAPPER.createObjectNode();
        node.put("name", spec.name());
        node.put("title", spec.title());
        node.put("description", spec.description());
        node.putArray("icons").addObject().put("src", spec.effect().icon());
        if (tool instanceof RawTool raw) {
            node.set("inputSchema", Confirmation.addTo(spec, raw.inputSchema().deepCopy()));
        } else {
            node.set("inputSchema", Confirmation.addTo(spec, Schemas.input(spec.input())));
            node.set("outputSchema", Schemas.output(spec.output()));
        }
        var hints = node.putObject("annotations");
        hints.put("title", spec.title());
        hints.put("readOnlyHint", spec.effect() == Effect.READ);
        hints.put("destructiveHint", spec.effect().isDestructive());
        hints.put("idempotentHint", spec.effect() == Effect.READ);
        hints.put("openWorldHint", true);
        if (spec.reader()) {
            node.putObject("_meta").put("anthropic/maxResultSizeChars", MAX_RESULT_CHARS);
        }
        var view = spec.view();
        if (view != null) {
            view.link(node);
        }
        return node;
    }

    /**
     * Returns the descriptors of the selected tools for {@code tools/list}: output schemas without descriptions, which
     * would be more than half of what a model has to read, without formats, and open to new fields; no sentences about
     * tools that may not run.
     */
    public static ArrayNode listing(Selection selection) {
        var listing = ToolJson.MAPPER.createArrayNode();
        for (var entry : selection.inventory().entries.get()) {
            if (selection.listedNames().contains(entry.path("name").textValue())) {
                listing.add(entry.deepCopy());
            }
        }
        listing.forEach(entry -> limitDescriptions(entry, selection));
        return listing;
    }

    private static void limitDescriptions(JsonNode node, Selection selection) {
        if (node.path("description").isTextual()) {
            var description = node.path("description").textValue();
            ((ObjectNode) node).put("description", selection.supported(description));
        }
        node.forEach(child -> limitDescriptions(child, selection));
    }

    private static void shorten(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.properties()
                    .removeIf(it ->
                            UNLISTED.contains(it.getKey()) && it.getValue().isValueNode());
        }
        schema.forEach(Inventory::shorten);
    }
}
