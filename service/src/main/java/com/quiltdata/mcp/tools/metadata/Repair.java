package com.quiltdata.mcp.tools.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Metadata with what is plainly meant put right, and what was changed for it. */
record Repair(Map<String, Object> metadata, List<String> fixes) {
    static Repair of(Map<String, Object> metadata, Map<String, Wanted> wanted) {
        var repaired = new LinkedHashMap<String, Object>();
        var fixes = new ArrayList<String>();
        metadata.forEach((given, value) -> {
            var key = metadata.containsKey(given.strip()) ? given : given.strip();
            if (!key.equals(given)) {
                fixes.add("%s: space around the name was removed.".formatted(Values.quoted(key)));
            }
            if (Values.empty(value)) {
                fixes.add("%s was left out, because it says nothing.".formatted(Values.quoted(key)));
            } else {
                repaired.put(key, value(key, value, wanted.get(key), fixes));
            }
        });
        return new Repair(repaired, fixes);
    }

    private static Object value(String key, Object value, @Nullable Wanted wanted, List<String> fixes) {
        if (wanted == null) {
            return value;
        }
        var better = spelling(value, wanted).or(() -> type(value, wanted));
        better.ifPresent(it ->
                fixes.add("%s: %s became %s.".formatted(Values.quoted(key), Values.quoted(value), Values.quoted(it))));
        return better.orElse(value);
    }

    private static Optional<Object> spelling(Object value, Wanted wanted) {
        if (!(value instanceof String text) || wanted.values().contains(value)) {
            return Optional.empty();
        }
        var alike = wanted.values().stream()
                .filter(it -> it instanceof String other && other.strip().equalsIgnoreCase(text.strip()))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static Optional<Object> type(Object value, Wanted wanted) {
        var kind = wanted.kind();
        return kind == null || kind.has(value) ? Optional.empty() : kind.meant(value);
    }
}
