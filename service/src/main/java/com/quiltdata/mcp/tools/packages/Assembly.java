package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.tool.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a revision while it is put together, and how they differ from those of its base. */
final class Assembly {
    private static final String VERSION = "?versionId=";

    private final Map<String, NewEntry> entries = new LinkedHashMap<>();
    private final Map<String, NewEntry> byPlace = new HashMap<>();
    private final Set<String> twice = new LinkedHashSet<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private int metadataDropped;

    private Assembly() {}

    /**
     * Those of the base, each with all it has.
     *
     * @param places the physical keys that will be set: an object that the base knows by the same one keeps what is known of it
     */
    static Assembly of(@Nullable Manifest base, Set<String> places) {
        var assembly = new Assembly();
        for (var file : base == null ? List.<PackageEntry.File>of() : base.files()) {
            var entry = NewEntry.of(file);
            if (assembly.entries.put(file.path(), entry) != null) {
                assembly.twice.add(file.path());
            }
            if (places.contains(file.physicalKey()) && file.physicalKey().contains(VERSION)) {
                assembly.byPlace.put(file.physicalKey(), entry);
            }
        }
        return assembly;
    }

    /** Adds a file, or puts it where another was. */
    void set(NewEntry file) {
        var key = file.logicalKey();
        var known = byPlace.get(file.physicalKey());
        var full = known == null || file.size() != null
                ? file
                : new NewEntry(
                        key,
                        file.physicalKey(),
                        known.size(),
                        known.hash(),
                        file.meta() == null ? known.meta() : file.meta());
        var before = entries.put(key, full);
        var again = twice.remove(key);
        if (before == null) {
            (removed.remove(key) ? changed : added).add(key);
        } else if (again || !Values.same(before, full)) {
            changed.add(key);
            metadataDropped += before.meta() != null && full.meta() == null ? 1 : 0;
        }
    }

    /** The same, where a file of the same hash is the same file, wherever its bytes are. */
    void setByHash(NewEntry file) {
        var before = entries.get(file.logicalKey());
        if (before == null || before.hash() == null || !before.hash().equals(file.hash())) {
            set(file);
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Takes a file away. */
    void delete(String key) {
        entries.remove(key);
        twice.remove(key);
        removed.add(key);
    }

    /** Takes away all that is below a folder, whose key ends in a slash; says how many. */
    int deleteBelow(String folder) {
        var below =
                entries.keySet().stream().filter(key -> key.startsWith(folder)).toList();
        below.forEach(this::delete);
        return below.size();
    }

    /** Takes away all but these. */
    void retain(Collection<String> keys) {
        var kept = new HashSet<>(keys);
        entries.keySet().stream().filter(key -> !kept.contains(key)).toList().forEach(this::delete);
    }

    /** Whether something is below the key. */
    boolean isFolder(String key) {
        var folder = key + "/";
        return entries.keySet().stream().anyMatch(it -> it.startsWith(folder));
    }

    /** How many of the files that were set anew had metadata that is gone. */
    int metadataDropped() {
        return metadataDropped;
    }

    Delta delta() {
        return new Delta(entries.size(), List.copyOf(added), List.copyOf(changed), List.copyOf(removed));
    }

    /** The files, each key once, no file a folder as well. */
    List<NewEntry> entries() {
        if (!twice.isEmpty()) {
            throw new Failure.Invalid(
                    "The revision this is made from holds %s more than once, which no new revision may; set or delete each."
                            .formatted(Words.few(List.copyOf(twice))));
        }
        var both = LogicalKeys.bothFileAndFolder(entries.keySet(), entries.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s would be a file and a folder at the same time; choose other keys.".formatted(Words.few(both)));
        }
        return new ArrayList<>(entries.values());
    }
}
