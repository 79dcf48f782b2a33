package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files' own metadata, which new entries take over from another revision. */
final class FileMetadata {
    private FileMetadata() {}

    /** The top hash in the argument {@code metadata_from}, or the first digits of one; null if it was not sent. */
    static @Nullable String source(@Nullable String argument) {
        return argument == null ? null : ArgumentParser.parse("metadata_from", argument, FileMetadata::hash);
    }

    private static String hash(String text) {
        if (text.equals("latest")) {
            throw new IllegalArgumentException("Send a top hash; the metadata of latest is kept without it.");
        }
        return NameSyntax.shortRevision(text);
    }

    /** The entries; those without metadata have that of the same object, or else of the same logical key. */
    static List<NewEntry> carriedOver(Manifest source, List<NewEntry> entries) {
        var byObject = index(source, PackageEntry.File::physicalKey);
        var byKey = index(source, PackageEntry.File::path);
        return entries.stream()
                .map(it -> {
                    var file = byObject.getOrDefault(it.physicalKey(), byKey.get(it.logicalKey()));
                    return it.meta() != null || file == null
                            ? it
                            : new NewEntry(it.logicalKey(), it.physicalKey(), it.size(), it.hash(), file.metadata());
                })
                .toList();
    }

    /** A warning of entries that have no metadata, and for whose objects the base has none to take over. */
    static List<String> warnings(@Nullable Manifest base, ManifestBuilder builder) {
        if (base == null) {
            return List.of();
        }
        var known = index(base, PackageEntry.File::physicalKey);
        var without = builder.entries().stream()
                .filter(it -> it.meta() == null && !known.containsKey(it.physicalKey()))
                .count();
        return without == 0
                ? List.of()
                : List.of(
                        "%,d files have no metadata of their own. If you took them from a revision that has some, send its top hash as metadata_from, or `meta` with each entry, to keep it."
                                .formatted(without));
    }

    private static Map<String, PackageEntry.File> index(Manifest manifest, Function<PackageEntry.File, String> key) {
        return manifest.files().stream().collect(Collectors.toMap(key, Function.identity(), (first, _) -> first));
    }
}
