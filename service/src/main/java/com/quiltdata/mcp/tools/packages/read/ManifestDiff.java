package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The differences between the files of two revisions.
 *
 * @param changes the changes, sorted by kind and then by key
 * @param unchanged number of files that are the same in both
 */
record ManifestDiff(List<FileChange> changes, int unchanged) {
    /** The kind of change to a file. */
    enum ChangeKind {
        MODIFIED,
        RENAMED,
        ADDED,
        DELETED,
        RELOCATED
    }

    /** A property of a file that differs. */
    enum ChangedProperty {
        /** The bytes, by hash or size. */
        CONTENT,
        /** Possibly the bytes: the sizes are equal, but the hashes are missing or of different types. */
        CONTENT_UNKNOWN,
        /** The type of the hash. */
        HASH_TYPE,
        META,
        /** The location of the bytes, or their version. */
        PHYSICAL_KEY
    }

    /**
     * One changed file.
     *
     * @param key the present key, or the former one of a deleted file
     * @param from the key before a rename; null otherwise
     */
    record FileChange(
            ChangeKind kind,
            String key,
            @Nullable String from,
            Set<ChangedProperty> what,
            @Nullable Long sizeBefore,
            @Nullable Long sizeAfter) {}

    private record ContentKey(PackageEntry.Hash hash, long size) {}

    static ManifestDiff of(Manifest before, Manifest after) {
        var old = byPath(before);
        var present = byPath(after);
        var changes = new ArrayList<FileChange>();
        var unchanged = 0;
        var added = new ArrayList<PackageEntry.File>();
        for (var file : present.values()) {
            var was = old.remove(file.path());
            if (was == null) {
                added.add(file);
                continue;
            }
            var what = differences(was, file);
            if (what.isEmpty()) {
                unchanged++;
            } else {
                var kind = what.equals(EnumSet.of(ChangedProperty.PHYSICAL_KEY))
                        ? ChangeKind.RELOCATED
                        : ChangeKind.MODIFIED;
                changes.add(new FileChange(kind, file.path(), null, what, was.size(), file.size()));
            }
        }
        pairRenames(added, old, changes);
        changes.sort(Comparator.comparing(FileChange::kind).thenComparing(FileChange::key));
        return new ManifestDiff(List.copyOf(changes), unchanged);
    }

    private static TreeMap<String, PackageEntry.File> byPath(Manifest manifest) {
        var files = new TreeMap<String, PackageEntry.File>();
        manifest.files().forEach(file -> files.put(file.path(), file));
        return files;
    }

    /** Pairs each added file with a deleted one of the same bytes, as a rename; the rest are added and deleted. */
    private static void pairRenames(
            List<PackageEntry.File> added, Map<String, PackageEntry.File> deleted, List<FileChange> changes) {
        var sources = new HashMap<ContentKey, Deque<PackageEntry.File>>();
        for (var file : deleted.values()) {
            if (file.hash() != null) {
                sources.computeIfAbsent(new ContentKey(file.hash(), file.size()), _ -> new ArrayDeque<>())
                        .add(file);
            }
        }
        for (var file : added) {
            var same = file.hash() == null ? null : sources.get(new ContentKey(file.hash(), file.size()));
            var was = same == null ? null : same.poll();
            if (was == null) {
                changes.add(new FileChange(ChangeKind.ADDED, file.path(), null, Set.of(), null, file.size()));
            } else {
                deleted.remove(was.path());
                var what = differences(was, file);
                changes.add(new FileChange(ChangeKind.RENAMED, file.path(), was.path(), what, was.size(), file.size()));
            }
        }
        deleted.values()
                .forEach(file -> changes.add(
                        new FileChange(ChangeKind.DELETED, file.path(), null, Set.of(), file.size(), null)));
    }

    private static Set<ChangedProperty> differences(PackageEntry.File was, PackageEntry.File is) {
        var what = EnumSet.noneOf(ChangedProperty.class);
        var relocated = !was.physicalKey().equals(is.physicalKey());
        var before = was.hash();
        var after = is.hash();
        if (was.size() != is.size()) {
            what.add(ChangedProperty.CONTENT);
        } else if (before != null && after != null && before.type().equals(after.type())) {
            if (!before.value().equals(after.value())) {
                what.add(ChangedProperty.CONTENT);
            }
        } else if (relocated) {
            what.add(ChangedProperty.CONTENT_UNKNOWN);
        }
        if (before != null && after != null && !before.type().equals(after.type())) {
            what.add(ChangedProperty.HASH_TYPE);
        }
        if (!metadata(was).equals(metadata(is))) {
            what.add(ChangedProperty.META);
        }
        if (relocated) {
            what.add(ChangedProperty.PHYSICAL_KEY);
        }
        return what;
    }

    /** The metadata of a file, empty if absent. */
    private static Map<String, Object> metadata(PackageEntry.File file) {
        return Objects.requireNonNullElse(file.metadata(), Map.of());
    }
}
