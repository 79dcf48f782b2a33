package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two revisions besides their files.
 *
 * @param parts the parts that differ, by name: metadata, folders, message, workflow
 * @param same whether metadata, folders and workflow are equal; the message does not count as content
 * @param omitted the words that begin the sentence about what is too large, with "is" or "are"; null for nothing
 */
record HeaderDiff(
        Map<String, Object> parts, boolean same, @Nullable String omitted) {
    /**
     * The metadata keys that differ.
     *
     * @param added keys only in the second
     * @param removed keys only in the first
     * @param changed keys with another value
     * @param values the values of these keys; null if omitted
     */
    record KeyChanges(
            List<String> added,
            List<String> removed,
            List<String> changed,
            @Nullable Map<String, ValueChange> values) {
        static @Nullable KeyChanges of(Map<String, ?> before, Map<String, ?> after) {
            var added = keys(after, key -> !before.containsKey(key));
            var removed = keys(before, key -> !after.containsKey(key));
            var changed =
                    keys(before, key -> after.containsKey(key) && !Objects.equals(before.get(key), after.get(key)));
            var values = new TreeMap<String, ValueChange>();
            Stream.of(added, removed, changed)
                    .flatMap(List::stream)
                    .forEach(key -> values.put(key, new ValueChange(before.get(key), after.get(key))));
            return values.isEmpty() ? null : new KeyChanges(added, removed, changed, values);
        }

        private KeyChanges withoutValues() {
            return new KeyChanges(added, removed, changed, null);
        }

        private static List<String> keys(Map<String, ?> metadata, Predicate<String> condition) {
            return metadata.keySet().stream().filter(condition).sorted().toList();
        }
    }

    record ValueChange(@Nullable Object before, @Nullable Object after) {}

    record TextChange(@Nullable String before, @Nullable String after) {
        static @Nullable TextChange of(@Nullable String before, @Nullable String after) {
            return Objects.equals(before, after) ? null : new TextChange(before, after);
        }
    }

    static HeaderDiff of(Manifest before, Manifest after) {
        var folders = new TreeSet<String>();
        folders.addAll(before.folders().keySet());
        folders.addAll(after.folders().keySet());
        folders.removeIf(
                key -> Objects.equals(before.folders().get(key), after.folders().get(key)));
        var parts = new LinkedHashMap<String, Object>();
        put(parts, "metadata", KeyChanges.of(metadata(before), metadata(after)));
        put(parts, "folders", folders.isEmpty() ? null : List.copyOf(folders));
        put(parts, "message", TextChange.of(before.message(), after.message()));
        put(parts, "workflow", TextChange.of(before.workflow(), after.workflow()));
        return new HeaderDiff(parts, Set.of("message").containsAll(parts.keySet()), null);
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    /** Returns a copy without the metadata values, or else without all parts; null if there are none. */
    @Nullable
    HeaderDiff reduced() {
        if (parts.get("metadata") instanceof KeyChanges changes && changes.values() != null) {
            var keys = new LinkedHashMap<>(parts);
            keys.put("metadata", changes.withoutValues());
            return new HeaderDiff(keys, same, "The metadata values are");
        }
        return parts.isEmpty() ? null : new HeaderDiff(Map.of(), same, "The differences in header are");
    }

    private static Map<String, Object> metadata(Manifest manifest) {
        return Objects.requireNonNullElse(manifest.userMeta(), Map.of());
    }
}
