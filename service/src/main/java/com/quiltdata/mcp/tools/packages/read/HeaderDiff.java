package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two revisions besides their files.
 *
 * @param parts the parts that differ, by name: metadata, folders, message, workflow
 */
record HeaderDiff(Map<String, Object> parts) {
    /**
     * The metadata keys that differ.
     *
     * @param added keys only in the second
     * @param removed keys only in the first
     * @param changed keys with another value
     */
    record KeyChanges(List<String> added, List<String> removed, List<String> changed) {
        static @Nullable KeyChanges of(Map<String, ?> before, Map<String, ?> after) {
            var changes = new KeyChanges(
                    keys(after, key -> !before.containsKey(key)),
                    keys(before, key -> !after.containsKey(key)),
                    keys(before, key -> after.containsKey(key) && !Objects.equals(before.get(key), after.get(key))));
            return changes.added.isEmpty() && changes.removed.isEmpty() && changes.changed.isEmpty() ? null : changes;
        }

        private static List<String> keys(Map<String, ?> metadata, Predicate<String> condition) {
            return metadata.keySet().stream().filter(condition).sorted().toList();
        }
    }

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
        return new HeaderDiff(parts);
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    /** Returns whether metadata, folders and workflow are equal; the message does not count as content. */
    boolean same() {
        return Set.of("message").containsAll(parts.keySet());
    }

    private static Map<String, Object> metadata(Manifest manifest) {
        return Objects.requireNonNullElse(manifest.userMeta(), Map.of());
    }
}
