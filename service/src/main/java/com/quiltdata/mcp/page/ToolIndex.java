package com.quiltdata.mcp.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.html.HtmlEscapers;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The tools on the page, from the descriptors that clients get.
 *
 * @param listed the tools that clients see if they choose none
 * @param all the tools that may run
 */
record ToolIndex(Selection listed, Selection all) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A toolset and some of its tools. */
    record Group(String name, List<ToolEntry> tools) {}

    /** A tool as the page shows it; {@code description} is HTML. */
    record ToolEntry(
            String name, String title, String effect, String word, String description, List<Argument> arguments) {}

    /** An argument of a tool; {@code preset} is its default as JSON, null for none, and {@code description} is HTML. */
    record Argument(
            String name,
            String type,
            boolean required,
            @Nullable String preset,
            String description) {}

    /** Returns the index of what a deployment lists and what connections can choose. */
    static ToolIndex of(Selection listed) {
        var allowed = listed.allowedNames();
        return new ToolIndex(
                listed,
                new Selection(
                        listed.inventory(),
                        allowed,
                        allowed,
                        listed.excludedNames(),
                        listed.readOnly(),
                        listed.chosen()));
    }

    Set<String> names() {
        return listed.listedNames();
    }

    /** Returns the tools that are listed. */
    List<ToolEntry> main() {
        return entries(listed, names());
    }

    /** Returns the toolsets with other tools that may run, and these tools. */
    List<Group> further() {
        return listed.inventory().toolsets().stream()
                .map(set -> new Group(set.name(), entries(all, others(set))))
                .filter(group -> !group.tools().isEmpty())
                .toList();
    }

    /** Returns the names of a toolset's tools that may run and are not listed. */
    private Set<String> others(Toolset set) {
        return set.tools().stream()
                .map(tool -> tool.spec().name())
                .filter(name -> all.listedNames().contains(name) && !names().contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<ToolEntry> entries(Selection selection, Set<String> names) {
        return StreamSupport.stream(Inventory.listing(selection).spliterator(), false)
                .filter(descriptor -> names.contains(descriptor.path("name").textValue()))
                .map(this::entry)
                .toList();
    }

    private ToolEntry entry(JsonNode descriptor) {
        var name = descriptor.path("name").textValue();
        var effect = listed.inventory().find(name).orElseThrow().spec().effect();
        var schema = descriptor.path("inputSchema");
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::textValue)
                .collect(Collectors.toUnmodifiableSet());
        return new ToolEntry(
                name,
                descriptor.path("title").asText(),
                effect.name().toLowerCase(Locale.ROOT),
                word(effect),
                html(descriptor),
                schema.path("properties").properties().stream()
                        .map(it -> argument(it.getKey(), it.getValue(), required.contains(it.getKey())))
                        .toList());
    }

    private static Argument argument(String name, JsonNode schema, boolean required) {
        var preset = schema.path("default");
        return new Argument(
                name,
                schema.path("type").asText("any"),
                required,
                preset.isMissingNode() ? null : preset.toString(),
                html(schema));
    }

    /** Returns the description of a tool or argument as HTML; what is between backticks is code. */
    private static String html(JsonNode described) {
        var text =
                HtmlEscapers.htmlEscaper().escape(described.path("description").asText());
        return CODE.matcher(text).replaceAll("<code>$1</code>");
    }

    /** Returns a word or two for what a tool does to data. */
    static String word(Effect effect) {
        return switch (effect) {
            case READ -> "reads";
            case WRITE -> "adds";
            case OVERWRITE -> "can overwrite";
            case DESTROY -> "deletes";
        };
    }
}
