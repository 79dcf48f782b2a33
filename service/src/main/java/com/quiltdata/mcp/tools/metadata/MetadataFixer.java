package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metadata with obvious mistakes corrected, and the changes made. */
record MetadataFixer(Map<String, Object> metadata, List<String> fixes) {
    static MetadataFixer of(Map<String, Object> metadata, Map<String, FieldRule> wanted) {
        var repaired = new LinkedHashMap<String, Object>();
        var fixes = new ArrayList<String>();
        metadata.forEach((given, value) -> {
            var key = metadata.containsKey(given.strip()) ? given : given.strip();
            if (!key.equals(given)) {
                fixes.add("%s: removed whitespace around the name.".formatted(MetadataValues.quoted(key)));
            }
            if (MetadataValues.empty(value)) {
                fixes.add("%s: removed, because it was empty or a placeholder.".formatted(MetadataValues.quoted(key)));
            } else {
                repaired.put(key, value(key, value, wanted.get(key), fixes));
            }
        });
        return new MetadataFixer(repaired, fixes);
    }

    private static Object value(String key, Object value, @Nullable FieldRule wanted, List<String> fixes) {
        if (wanted == null) {
            return value;
        }
        var better = spelling(value, wanted).or(() -> type(value, wanted));
        better.ifPresent(it -> fixes.add("%s: %s became %s."
                .formatted(MetadataValues.quoted(key), MetadataValues.quoted(value), MetadataValues.quoted(it))));
        return better.orElse(value);
    }

    private static Optional<Object> spelling(Object value, FieldRule wanted) {
        if (!(value instanceof String text) || wanted.values().contains(value)) {
            return Optional.empty();
        }
        var alike = wanted.values().stream()
                .filter(it -> it instanceof String other && other.strip().equalsIgnoreCase(text.strip()))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static Optional<Object> type(Object value, FieldRule wanted) {
        var kind = wanted.kind();
        return kind == null || kind.has(value) ? Optional.empty() : kind.meant(value);
    }
}
