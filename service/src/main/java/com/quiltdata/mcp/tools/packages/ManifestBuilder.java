package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of a revision under construction, and how they differ from those of its base. */
public final class ManifestBuilder {
    private static final String VERSION = "?versionId=";

    private final Map<String, NewEntry> entries = new LinkedHashMap<>();
    private final Map<String, NewEntry> byPhysicalKey = new HashMap<>();
    private final Set<String> duplicates = new LinkedHashSet<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    /** The objects, without their versions, of removed files that have metadata. */
    private final Set<String> removedWithMetadata = new HashSet<>();

    private int metadataReplaced;

    private ManifestBuilder() {}

    /**
     * Starts with the files of the base, each with its hash, size and metadata.
     *
     * @param changes the entries that will be set: hash, size and metadata that the base has for their objects are kept
     */
    public static ManifestBuilder of(@Nullable Manifest base, List<NewEntry> changes) {
        var builder = new ManifestBuilder();
        var physicalKeys = changes.stream().map(NewEntry::physicalKey).collect(Collectors.toSet());
        for (var file : base == null ? List.<PackageEntry.File>of() : base.files()) {
            var entry = NewEntry.of(file);
            if (builder.entries.put(file.path(), entry) != null) {
                builder.duplicates.add(file.path());
            }
            if (physicalKeys.contains(file.physicalKey()) && file.physicalKey().contains(VERSION)) {
                builder.byPhysicalKey.put(file.physicalKey(), entry);
            }
        }
        return builder;
    }

    /** Starts with these files alone, each with the hash, size and metadata that the base has for its object. */
    public static ManifestBuilder replacing(@Nullable Manifest base, List<NewEntry> files) {
        var builder = of(base, files);
        builder.retain(files);
        files.forEach(builder::set);
        return builder;
    }

    /**
     * Starts with exactly the files of {@code source}, and records how they differ from those of {@code base}, another
     * revision of the same package.
     */
    public static ManifestBuilder restoring(@Nullable Manifest base, Manifest source) {
        var builder = of(source, List.of());
        if (!builder.duplicates.isEmpty()) {
            throw new Failure.Invalid(
                    "Revision %s holds %s more than once, which a new revision must not, so it cannot be restored. Nothing was written."
                            .formatted(source.hash(), NameFormatter.few(List.copyOf(builder.duplicates))));
        }
        var before = of(base, List.of());
        builder.entries.forEach((key, entry) -> {
            var old = before.entries.remove(key);
            if (old == null) {
                builder.added.add(key);
            } else if (before.duplicates.contains(key) || !JsonEquality.equal(old, entry)) {
                builder.changed.add(key);
            }
        });
        builder.removed.addAll(before.entries.keySet());
        return builder;
    }

    /** Adds a file, or replaces the one with its logical key. */
    public void set(NewEntry file) {
        var key = file.logicalKey();
        var known = byPhysicalKey.get(file.physicalKey());
        var full = known == null || file.size() != null
                ? file
                : new NewEntry(
                        key,
                        file.physicalKey(),
                        known.size(),
                        known.hash(),
                        file.meta() == null ? known.meta() : file.meta());
        var before = entries.put(key, full);
        var duplicate = duplicates.remove(key);
        if (before == null) {
            (removed.remove(key) ? changed : added).add(key);
        } else if (duplicate || !JsonEquality.equal(before, full)) {
            changed.add(key);
            metadataReplaced += hasMetadata(before) && full.meta() == null ? 1 : 0;
        }
    }

    /** Adds or replaces a file, unless the present one has the same hash, wherever its bytes are. */
    public void setByHash(NewEntry file) {
        var before = entries.get(file.logicalKey());
        if (before == null || before.hash() == null || !before.hash().equals(file.hash())) {
            set(file);
        }
    }

    /** Removes a file. Returns false if there is none of this key. */
    public boolean delete(String key) {
        duplicates.remove(key);
        var entry = entries.remove(key);
        if (entry != null && hasMetadata(entry)) {
            removedWithMetadata.add(object(entry));
        }
        return entry != null && removed.add(key);
    }

    /** Removes all files below a folder, whose key ends in a slash. Returns false if there are none. */
    public boolean deleteBelow(String folder) {
        return deleteIf(key -> key.startsWith(folder));
    }

    /** Removes all files but those with the keys of these. */
    public void retain(List<NewEntry> files) {
        var kept = files.stream().map(NewEntry::logicalKey).collect(Collectors.toSet());
        deleteIf(key -> !kept.contains(key));
    }

    private boolean deleteIf(Predicate<String> condition) {
        var keys = entries.keySet().stream().filter(condition).toList();
        keys.forEach(this::delete);
        return !keys.isEmpty();
    }

    /** Whether a file is below the key. */
    public boolean isFolder(String key) {
        var folder = key + "/";
        return entries.keySet().stream().anyMatch(it -> it.startsWith(folder));
    }

    /** The number of replaced or renamed files whose metadata was dropped. */
    public int metadataDropped() {
        var renamed = added.stream().map(entries::get).filter(it -> it != null && it.meta() == null);
        return metadataReplaced
                + (int) renamed.filter(it -> removedWithMetadata.contains(object(it)))
                        .count();
    }

    private static boolean hasMetadata(NewEntry entry) {
        var meta = entry.meta();
        return meta != null && !meta.isEmpty() && !meta.equals(Map.of(PackageFileInput.USER_META, Map.of()));
    }

    /** Returns the physical key without its version. */
    private static String object(NewEntry entry) {
        var version = entry.physicalKey().indexOf(VERSION);
        return version < 0 ? entry.physicalKey() : entry.physicalKey().substring(0, version);
    }

    public ManifestDelta delta() {
        return new ManifestDelta(entries.size(), List.copyOf(added), List.copyOf(changed), List.copyOf(removed));
    }

    /** The files; each key occurs once, and no key is both a file and a folder. */
    public List<NewEntry> entries() {
        if (!duplicates.isEmpty()) {
            throw new Failure.Invalid(
                    "The base revision holds %s more than once, which a new revision must not. Set or delete each of them."
                            .formatted(NameFormatter.few(List.copyOf(duplicates))));
        }
        var both = LogicalKeys.bothFileAndFolder(entries.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid("%s would be a file and a folder at the same time. Choose other keys."
                    .formatted(NameFormatter.few(both)));
        }
        return new ArrayList<>(entries.values());
    }
}
