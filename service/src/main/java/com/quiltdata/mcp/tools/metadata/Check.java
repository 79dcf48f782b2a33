package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with metadata, and what could be better, without asking a bucket. */
record Check(List<String> issues, List<String> suggestions) {
    /** What the registry takes of one record of a manifest. */
    private static final long MOST_BYTES = 1_000_000;

    private static final int TOLD = 50;

    static Check of(Map<String, Object> metadata, @Nullable Template template) {
        var issues = new ArrayList<String>();
        var suggestions = new ArrayList<String>();
        var weight = Values.weight(metadata);
        if (weight > MOST_BYTES) {
            issues.add("The metadata has about %,d bytes; the registry takes 1,000,000.".formatted(weight));
        }
        for (var key : metadata.keySet()) {
            if (key.isBlank() || !key.equals(key.strip())) {
                issues.add("The name %s is blank or has space around it.".formatted(Values.quoted(key)));
            }
        }
        if (metadata.isEmpty()) {
            suggestions.add("The metadata is empty; a description helps others to find the package.");
        }
        metadata.forEach((key, value) -> {
            if (Values.empty(value) && (template == null || !required(template, key))) {
                suggestions.add("%s says nothing; leave it out.".formatted(Values.quoted(key)));
            }
        });
        if (template != null) {
            compare(metadata, template, issues, suggestions);
        }
        return new Check(some(issues), some(suggestions));
    }

    private static void compare(
            Map<String, Object> metadata, Template template, List<String> issues, List<String> suggestions) {
        for (var name : template.missing(metadata, true)) {
            issues.add("Template %s requires %s.".formatted(template.name(), Values.quoted(name)));
        }
        for (var field : template.fields()) {
            var value = metadata.get(field.name());
            if (!Values.empty(value) && !field.type().has(value)) {
                issues.add("%s must be of type %s in template %s."
                        .formatted(Values.quoted(field.name()), field.type().word(), template.name()));
            }
        }
        var missing = template.missing(metadata, false);
        if (!missing.isEmpty()) {
            suggestions.add("Template %s also has: %s.".formatted(template.name(), String.join(", ", missing)));
        }
    }

    private static boolean required(Template template, String key) {
        return template.field(key).map(Field::required).orElse(false);
    }

    private static List<String> some(List<String> sentences) {
        if (sentences.size() <= TOLD) {
            return List.copyOf(sentences);
        }
        var told = new ArrayList<>(sentences.subList(0, TOLD));
        told.add("And %,d more.".formatted(sentences.size() - TOLD));
        return told;
    }
}
