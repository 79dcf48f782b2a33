package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
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

/** The files of a revision under construction, and how they differ from those of its base. */
public final class ManifestBuilder {
    private static final String VERSION = "?versionId=";

    private final Map<String, NewEntry> entries = new LinkedHashMap<>();
    private final Map<String, NewEntry> byPlace = new HashMap<>();
    private final Set<String> twice = new LinkedHashSet<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private int metadataDropped;

    private ManifestBuilder() {}

    /**
     * Starts with the files of the base, each with its hash, size and metadata.
     *
     * @param places the physical keys that will be set: hash, size and metadata that the base has for one are kept
     */
    public static ManifestBuilder of(@Nullable Manifest base, Set<String> places) {
        var assembly = new ManifestBuilder();
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

    /** Adds a file, or replaces the one with its logical key. */
    public void set(NewEntry file) {
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
        } else if (again || !JsonEquality.same(before, full)) {
            changed.add(key);
            metadataDropped += before.meta() != null && full.meta() == null ? 1 : 0;
        }
    }

    /** Adds or replaces a file, unless the present one has the same hash, wherever its bytes are. */
    public void setByHash(NewEntry file) {
        var before = entries.get(file.logicalKey());
        if (before == null || before.hash() == null || !before.hash().equals(file.hash())) {
            set(file);
        }
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Removes a file. */
    public void delete(String key) {
        entries.remove(key);
        twice.remove(key);
        removed.add(key);
    }

    /** Removes all files below a folder, whose key ends in a slash, and returns their number. */
    public int deleteBelow(String folder) {
        var below =
                entries.keySet().stream().filter(key -> key.startsWith(folder)).toList();
        below.forEach(this::delete);
        return below.size();
    }

    /** Removes all files but these. */
    public void retain(Collection<String> keys) {
        var kept = new HashSet<>(keys);
        entries.keySet().stream().filter(key -> !kept.contains(key)).toList().forEach(this::delete);
    }

    /** Whether a file is below the key. */
    public boolean isFolder(String key) {
        var folder = key + "/";
        return entries.keySet().stream().anyMatch(it -> it.startsWith(folder));
    }

    /** The number of replaced files whose metadata was dropped. */
    public int metadataDropped() {
        return metadataDropped;
    }

    public ManifestDelta delta() {
        return new ManifestDelta(entries.size(), List.copyOf(added), List.copyOf(changed), List.copyOf(removed));
    }

    /** The files; each key occurs once, and no key is both a file and a folder. */
    public List<NewEntry> entries() {
        if (!twice.isEmpty()) {
            throw new Failure.Invalid(
                    "The base revision holds %s more than once, which a new revision must not. Set or delete each of them."
                            .formatted(NameFormatter.few(List.copyOf(twice))));
        }
        var both = LogicalKeys.bothFileAndFolder(entries.keySet(), entries.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid("%s would be a file and a folder at the same time. Choose other keys."
                    .formatted(NameFormatter.few(both)));
        }
        return new ArrayList<>(entries.values());
    }
}
