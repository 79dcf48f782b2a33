package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.ContentHash;
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
 * @param rehashed number of unchanged files whose hash is of another type in the second
 */
record ManifestDiff(List<FileChange> changes, int unchanged, int rehashed) {
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
        /** Possibly the bytes: the sizes are equal, but neither hashes nor object versions can be compared. */
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
     * @param objects null unless the bytes differ
     */
    record FileChange(
            ChangeKind kind,
            String key,
            @Nullable String from,
            Set<ChangedProperty> what,
            @Nullable Long sizeBefore,
            @Nullable Long sizeAfter,
            @Nullable ObjectPair objects) {
        /** A file that is only in one of the revisions. */
        private static FileChange single(ChangeKind kind, PackageEntry.File file) {
            var added = kind == ChangeKind.ADDED;
            return new FileChange(
                    kind, file.path(), null, Set.of(), added ? null : file.size(), added ? file.size() : null, null);
        }

        private static FileChange pair(
                ChangeKind kind, PackageEntry.File was, PackageEntry.File is, Set<ChangedProperty> what) {
            return new FileChange(
                    kind,
                    is.path(),
                    kind == ChangeKind.RENAMED ? was.path() : null,
                    what,
                    was.size(),
                    is.size(),
                    what.contains(ChangedProperty.CONTENT)
                            ? new ObjectPair(was.physicalKey(), is.physicalKey())
                            : null);
        }
    }

    /** The physical keys of a file whose bytes differ. */
    record ObjectPair(String before, String after) {}

    private record ContentKey(PackageEntry.Hash hash, long size) {}

    static ManifestDiff of(Manifest before, Manifest after) {
        var old = byPath(before);
        var present = byPath(after);
        var changes = new ArrayList<FileChange>();
        var unchanged = 0;
        var rehashed = 0;
        var added = new ArrayList<PackageEntry.File>();
        for (var file : present.values()) {
            var was = old.remove(file.path());
            if (was == null) {
                added.add(file);
                continue;
            }
            var what = differences(was, file);
            if (what.isEmpty() || what.equals(EnumSet.of(ChangedProperty.HASH_TYPE))) {
                unchanged++;
                rehashed += what.size();
            } else {
                changes.add(FileChange.pair(kind(what), was, file, what));
            }
        }
        pairRenames(added, old, changes);
        changes.sort(Comparator.comparing(FileChange::kind).thenComparing(FileChange::key));
        return new ManifestDiff(List.copyOf(changes), unchanged, rehashed);
    }

    private static ChangeKind kind(Set<ChangedProperty> what) {
        var relocated = EnumSet.of(ChangedProperty.PHYSICAL_KEY, ChangedProperty.HASH_TYPE);
        return relocated.containsAll(what) ? ChangeKind.RELOCATED : ChangeKind.MODIFIED;
    }

    private static TreeMap<String, PackageEntry.File> byPath(Manifest manifest) {
        var files = new TreeMap<String, PackageEntry.File>();
        manifest.files().forEach(file -> files.put(file.path(), file));
        return files;
    }

    /** Pairs each added file with a deleted one of the same bytes, as a rename; the rest are added and deleted. */
    private static void pairRenames(
            List<PackageEntry.File> added, Map<String, PackageEntry.File> deleted, List<FileChange> changes) {
        var sources = new HashMap<Object, Deque<PackageEntry.File>>();
        for (var file : deleted.values()) {
            identities(file)
                    .forEach(it ->
                            sources.computeIfAbsent(it, _ -> new ArrayDeque<>()).add(file));
        }
        for (var file : added) {
            var was = take(file, sources, deleted);
            if (was == null) {
                changes.add(FileChange.single(ChangeKind.ADDED, file));
            } else {
                changes.add(FileChange.pair(ChangeKind.RENAMED, was, file, differences(was, file)));
            }
        }
        deleted.values().forEach(file -> changes.add(FileChange.single(ChangeKind.DELETED, file)));
    }

    /** What two files of the same content have in common, the most certain first. */
    private static List<Object> identities(PackageEntry.File file) {
        var identities = new ArrayList<Object>();
        if (isVersioned(file)) {
            identities.add(file.physicalKey());
        }
        var hash = ContentHash.of(file);
        if (hash != null) {
            identities.add(new ContentKey(hash, file.size()));
        }
        return identities;
    }

    /** Removes and returns a deleted file of the same content; null if there is none. */
    private static PackageEntry.@Nullable File take(
            PackageEntry.File file,
            Map<Object, Deque<PackageEntry.File>> sources,
            Map<String, PackageEntry.File> deleted) {
        for (var identity : identities(file)) {
            var same = sources.getOrDefault(identity, new ArrayDeque<>());
            for (var was = same.poll(); was != null; was = same.poll()) {
                if (deleted.remove(was.path()) != null) {
                    return was;
                }
            }
        }
        return null;
    }

    private static Set<ChangedProperty> differences(PackageEntry.File was, PackageEntry.File is) {
        var what = EnumSet.noneOf(ChangedProperty.class);
        var relocated = !was.physicalKey().equals(is.physicalKey());
        var before = ContentHash.of(was);
        var after = ContentHash.of(is);
        var comparable = before != null && after != null && before.type().equals(after.type());
        var sameObject = !relocated && isVersioned(was);
        if (was.size() != is.size() || (comparable && !Objects.equals(before, after))) {
            what.add(ChangedProperty.CONTENT);
        } else if (!comparable && !sameObject) {
            what.add(ChangedProperty.CONTENT_UNKNOWN);
        }
        if (was.hash() != null
                && is.hash() != null
                && !was.hash().type().equals(is.hash().type())) {
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

    private static boolean isVersioned(PackageEntry.File file) {
        return file.physicalKey().contains("?versionId=") && !file.physicalKey().endsWith("?versionId=null");
    }

    /** The metadata of a file, empty if absent. */
    private static Map<String, Object> metadata(PackageEntry.File file) {
        return Objects.requireNonNullElse(file.metadata(), Map.of());
    }
}
