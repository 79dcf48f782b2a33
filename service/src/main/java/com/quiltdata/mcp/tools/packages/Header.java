package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.tool.Doc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions besides their files: each part absent where it is the same. */
record Header(
        @Doc("Keys of the metadata") @Nullable Keys metadata,

        @Doc("Folders by whose metadata they differ") @Nullable
        List<String> folders,

        @Doc("The messages") @Nullable Pair message,
        @Doc("The workflows") @Nullable Pair workflow) {
    record Keys(
            @Doc("Only in the second") List<String> added,
            @Doc("Only in the first") List<String> removed,
            @Doc("With another value") List<String> changed) {
        static @Nullable Keys of(Map<String, ?> before, Map<String, ?> after) {
            var keys = new Keys(
                    those(after, key -> !before.containsKey(key)),
                    those(before, key -> !after.containsKey(key)),
                    those(before, key -> after.containsKey(key) && !Objects.equals(before.get(key), after.get(key))));
            return keys.added.isEmpty() && keys.removed.isEmpty() && keys.changed.isEmpty() ? null : keys;
        }

        private static List<String> those(Map<String, ?> metadata, Predicate<String> wanted) {
            return metadata.keySet().stream().filter(wanted).sorted().toList();
        }
    }

    record Pair(
            @Doc("In the first") @Nullable String before,
            @Doc("In the second") @Nullable String after) {
        static @Nullable Pair of(@Nullable String before, @Nullable String after) {
            return Objects.equals(before, after) ? null : new Pair(before, after);
        }
    }

    static Header of(Manifest before, Manifest after) {
        var folders = new TreeSet<String>();
        folders.addAll(before.folders().keySet());
        folders.addAll(after.folders().keySet());
        folders.removeIf(
                key -> Objects.equals(before.folders().get(key), after.folders().get(key)));
        return new Header(
                Keys.of(meta(before), meta(after)),
                folders.isEmpty() ? null : List.copyOf(folders),
                Pair.of(before.message(), after.message()),
                Pair.of(before.workflow(), after.workflow()));
    }

    /** Whether nothing of what is checked differs; a message says nothing of what a package holds. */
    boolean same() {
        return metadata == null && folders == null && workflow == null;
    }

    private static Map<String, Object> meta(Manifest manifest) {
        return Objects.requireNonNullElse(manifest.userMeta(), Map.of());
    }
}
