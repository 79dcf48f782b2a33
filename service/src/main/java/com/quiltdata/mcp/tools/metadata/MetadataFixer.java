package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metadata with obvious mistakes corrected, and the changes made. */
record MetadataFixer(Map<String, Object> metadata, List<String> fixes) {
    static MetadataFixer of(Map<String, Object> metadata, Map<String, FieldRule> rules) {
        var fixed = new LinkedHashMap<String, Object>();
        var fixes = new ArrayList<String>();
        metadata.forEach((given, value) -> {
            var key = metadata.containsKey(given.strip()) ? given : given.strip();
            if (!key.equals(given)) {
                fixes.add("%s: removed whitespace around the name.".formatted(MetadataValues.quoted(key)));
            }
            if (MetadataValues.isEmptyOrPlaceholder(value)) {
                fixes.add("%s: removed, because it was empty or a placeholder.".formatted(MetadataValues.quoted(key)));
            } else {
                fixed.put(key, value(key, value, rules.get(key), fixes));
            }
        });
        return new MetadataFixer(fixed, fixes);
    }

    private static Object value(String key, Object value, @Nullable FieldRule rule, List<String> fixes) {
        if (rule == null) {
            return value;
        }
        var correction = spelling(value, rule).or(() -> type(value, rule));
        correction.ifPresent(it -> fixes.add("%s: %s became %s."
                .formatted(MetadataValues.quoted(key), MetadataValues.quoted(value), MetadataValues.quoted(it))));
        return correction.orElse(value);
    }

    private static Optional<Object> spelling(Object value, FieldRule rule) {
        if (!(value instanceof String text) || rule.values().contains(value)) {
            return Optional.empty();
        }
        var matches = rule.values().stream()
                .filter(it -> it instanceof String other && other.strip().equalsIgnoreCase(text.strip()))
                .toList();
        return matches.size() == 1 ? Optional.of(matches.getFirst()) : Optional.empty();
    }

    private static Optional<Object> type(Object value, FieldRule rule) {
        var type = rule.type();
        return type == null || type.has(value) ? Optional.empty() : type.convert(value);
    }
}
