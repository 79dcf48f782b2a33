package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces environment variables in a parsed configuration, scalar by scalar: {@code ${NAME}} or {@code
 * ${NAME:-default}}. The document's structure is fixed before any value is read, values are not expanded again, and an
 * empty variable counts as unset. A scalar that is one unset variable without a default becomes null.
 */
record VariableResolver(Function<String, @Nullable String> environment) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    /** Returns the variables in a text; empty for any other node. */
    static List<String> variables(JsonNode node) {
        return node.isTextual()
                ? REFERENCE
                        .matcher(node.textValue())
                        .results()
                        .map(match -> match.group(1))
                        .toList()
                : List.of();
    }

    JsonNode resolve(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var resolved = object.objectNode();
                object.properties().forEach(entry -> resolved.set(entry.getKey(), resolve(entry.getValue())));
                yield resolved;
            }
            case ArrayNode array -> {
                var resolved = array.arrayNode();
                array.forEach(item -> resolved.add(resolve(item)));
                yield resolved;
            }
            case TextNode text -> scalar(text);
            default -> node;
        };
    }

    private JsonNode scalar(TextNode text) {
        var value = REFERENCE.matcher(text.textValue()).replaceAll(match -> {
            var found = environment.apply(match.group(1));
            var preset = match.group(2) == null ? "" : match.group(2);
            return Matcher.quoteReplacement(found == null || found.isBlank() ? preset : found.strip());
        });
        return value.isEmpty() && !text.textValue().isEmpty() ? NullNode.getInstance() : TextNode.valueOf(value);
    }
}
