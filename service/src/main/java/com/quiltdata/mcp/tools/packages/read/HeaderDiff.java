package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The differences between two revisions besides their files; a part is null where both are equal. */
record HeaderDiff(
        @Nullable KeyChanges metadata,
        @Nullable List<String> folders,
        @Nullable TextChange message,
        @Nullable TextChange workflow) {
    /**
     * The metadata keys that differ.
     *
     * @param added keys only in the second
     * @param removed keys only in the first
     * @param changed keys with another value
     */
    record KeyChanges(List<String> added, List<String> removed, List<String> changed) {
        static @Nullable KeyChanges of(Map<String, ?> before, Map<String, ?> after) {
            var keys = new KeyChanges(
                    those(after, key -> !before.containsKey(key)),
                    those(before, key -> !after.containsKey(key)),
                    those(before, key -> after.containsKey(key) && !Objects.equals(before.get(key), after.get(key))));
            return keys.added.isEmpty() && keys.removed.isEmpty() && keys.changed.isEmpty() ? null : keys;
        }

        private static List<String> those(Map<String, ?> metadata, Predicate<String> wanted) {
            return metadata.keySet().stream().filter(wanted).sorted().toList();
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
        return new HeaderDiff(
                KeyChanges.of(meta(before), meta(after)),
                folders.isEmpty() ? null : List.copyOf(folders),
                TextChange.of(before.message(), after.message()),
                TextChange.of(before.workflow(), after.workflow()));
    }

    /** The parts that differ, by name. */
    Map<String, Object> told() {
        var told = new LinkedHashMap<String, Object>();
        put(told, "metadata", metadata);
        put(told, "folders", folders);
        put(told, "message", message);
        put(told, "workflow", workflow);
        return told;
    }

    private static void put(Map<String, Object> told, String name, @Nullable Object value) {
        if (value != null) {
            told.put(name, value);
        }
    }

    /** Whether metadata, folders and workflow are equal; the message does not count as content. */
    boolean same() {
        return metadata == null && folders == null && workflow == null;
    }

    private static Map<String, Object> meta(Manifest manifest) {
        return Objects.requireNonNullElse(manifest.userMeta(), Map.of());
    }
}
