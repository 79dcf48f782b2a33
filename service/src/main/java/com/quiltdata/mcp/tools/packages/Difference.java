package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.PackageEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the files of two revisions.
 *
 * @param changes by kind, and in each kind by key
 * @param unchanged how many files are the same in both
 */
record Difference(List<Change> changes, int unchanged) {
    /** What became of a file. */
    enum Kind {
        MODIFIED,
        RENAMED,
        ADDED,
        DELETED,
        RELOCATED
    }

    /** What of a file is not the same. */
    enum What {
        /** Its bytes, as hash or size tell. */
        CONTENT,
        /** Perhaps its bytes: the two hashes are of different kinds, or missing, and the size is the same. */
        CONTENT_UNKNOWN,
        /** The kind of its hash. */
        HASH_TYPE,
        META,
        /** Where its bytes are, or their version. */
        PHYSICAL_KEY
    }

    /**
     * What became of one file.
     *
     * @param key as it is now, or was where it is gone
     * @param from what it was before it was renamed
     */
    record Change(
            Kind kind,
            String key,
            @Nullable String from,
            Set<What> what,
            @Nullable Long sizeBefore,
            @Nullable Long sizeAfter) {}

    private record Content(PackageEntry.Hash hash, long size) {}

    static Difference of(Manifest before, Manifest after) {
        var old = byPath(before);
        var present = byPath(after);
        var changes = new ArrayList<Change>();
        var unchanged = 0;
        var added = new ArrayList<PackageEntry.File>();
        for (var file : present.values()) {
            var was = old.remove(file.path());
            if (was == null) {
                added.add(file);
                continue;
            }
            var what = what(was, file);
            if (what.isEmpty()) {
                unchanged++;
            } else {
                var kind = what.equals(EnumSet.of(What.PHYSICAL_KEY)) ? Kind.RELOCATED : Kind.MODIFIED;
                changes.add(new Change(kind, file.path(), null, what, was.size(), file.size()));
            }
        }
        moved(added, old, changes);
        changes.sort(Comparator.comparing(Change::kind).thenComparing(Change::key));
        return new Difference(List.copyOf(changes), unchanged);
    }

    /** How many changes of each kind there are. */
    Map<Kind, Integer> counts() {
        var counts = new EnumMap<Kind, Integer>(Kind.class);
        changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        return counts;
    }

    private static TreeMap<String, PackageEntry.File> byPath(Manifest manifest) {
        var files = new TreeMap<String, PackageEntry.File>();
        manifest.files().forEach(file -> files.put(file.path(), file));
        return files;
    }

    /** Takes each file that came for one that went with the same bytes, as long as there are any. */
    private static void moved(
            List<PackageEntry.File> added, Map<String, PackageEntry.File> gone, List<Change> changes) {
        var sources = new HashMap<Content, Deque<PackageEntry.File>>();
        for (var file : gone.values()) {
            if (file.hash() != null) {
                sources.computeIfAbsent(new Content(file.hash(), file.size()), _ -> new ArrayDeque<>())
                        .add(file);
            }
        }
        for (var file : added) {
            var same = file.hash() == null ? null : sources.get(new Content(file.hash(), file.size()));
            var was = same == null ? null : same.poll();
            if (was == null) {
                changes.add(new Change(Kind.ADDED, file.path(), null, Set.of(), null, file.size()));
            } else {
                gone.remove(was.path());
                var what = what(was, file);
                changes.add(new Change(Kind.RENAMED, file.path(), was.path(), what, was.size(), file.size()));
            }
        }
        gone.values()
                .forEach(file -> changes.add(new Change(Kind.DELETED, file.path(), null, Set.of(), file.size(), null)));
    }

    private static Set<What> what(PackageEntry.File was, PackageEntry.File is) {
        var what = EnumSet.noneOf(What.class);
        var relocated = !was.physicalKey().equals(is.physicalKey());
        var before = was.hash();
        var after = is.hash();
        if (was.size() != is.size()) {
            what.add(What.CONTENT);
        } else if (before != null && after != null && before.type().equals(after.type())) {
            if (!before.value().equals(after.value())) {
                what.add(What.CONTENT);
            }
        } else if (relocated) {
            what.add(What.CONTENT_UNKNOWN);
        }
        if (before != null && after != null && !before.type().equals(after.type())) {
            what.add(What.HASH_TYPE);
        }
        if (!meta(was).equals(meta(is))) {
            what.add(What.META);
        }
        if (relocated) {
            what.add(What.PHYSICAL_KEY);
        }
        return what;
    }

    /** Absent and empty metadata are alike. */
    private static Map<String, Object> meta(PackageEntry.File file) {
        return Objects.requireNonNullElse(file.metadata(), Map.of());
    }
}
