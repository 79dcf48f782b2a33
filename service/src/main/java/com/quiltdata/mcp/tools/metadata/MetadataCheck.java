package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.tool.ToolJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues and suggestions for metadata, found without a call to the registry. */
record MetadataCheck(List<String> issues, List<String> suggestions) {
    /** Maximum size of one manifest record that the registry accepts, in bytes. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int MAX_SENTENCES = 50;

    static MetadataCheck of(Map<String, Object> metadata, @Nullable MetadataTemplate template) {
        var issues = new ArrayList<String>();
        var suggestions = new ArrayList<String>();
        var size = ToolJson.text(ToolJson.tree(metadata)).getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            issues.add("The metadata has about %,d bytes; the maximum is %,d.".formatted(size, MAX_BYTES));
        }
        for (var key : metadata.keySet()) {
            if (key.isBlank() || !key.equals(key.strip())) {
                issues.add("The name %s is blank or has whitespace around it.".formatted(MetadataValues.quoted(key)));
            }
        }
        if (metadata.isEmpty()) {
            suggestions.add("The metadata is empty; a description helps others find the package.");
        }
        metadata.forEach((key, value) -> {
            if (MetadataValues.isEmptyOrPlaceholder(value)
                    && (template == null || !template.names(true).contains(key))) {
                suggestions.add("%s is empty or a placeholder; leave it out.".formatted(MetadataValues.quoted(key)));
            }
        });
        if (template != null) {
            compare(metadata, template, issues, suggestions);
        }
        return new MetadataCheck(limited(issues), limited(suggestions));
    }

    private static void compare(
            Map<String, Object> metadata, MetadataTemplate template, List<String> issues, List<String> suggestions) {
        for (var name : template.missing(metadata, true)) {
            issues.add("Template %s requires %s.".formatted(template.name(), MetadataValues.quoted(name)));
        }
        for (var field : template.fields()) {
            var value = metadata.get(field.name());
            if (!MetadataValues.isEmptyOrPlaceholder(value) && !field.type().has(value)) {
                var name = MetadataValues.quoted(field.name());
                issues.add("%s must be of type %s in template %s."
                        .formatted(name, field.type().word(), template.name()));
            }
        }
        var missing = template.missing(metadata, false);
        if (!missing.isEmpty()) {
            suggestions.add("Template %s also has: %s.".formatted(template.name(), String.join(", ", missing)));
        }
    }

    private static List<String> limited(List<String> sentences) {
        if (sentences.size() <= MAX_SENTENCES) {
            return List.copyOf(sentences);
        }
        var first = new ArrayList<>(sentences.subList(0, MAX_SENTENCES));
        first.add("And %,d more.".formatted(sentences.size() - MAX_SENTENCES));
        return first;
    }
}
