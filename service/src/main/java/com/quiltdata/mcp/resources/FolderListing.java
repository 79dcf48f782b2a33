package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.resources.PackageDocument.EntrySummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a folder of a package: all files below it, or one level if they are too many.
 *
 * @param entries at most 1,000, in logical key order
 * @param recursive whether all levels are listed, or only one
 * @param total number of entries, listed here or not; null if unknown
 * @param omitted why only one level is listed; null if all levels are
 */
record FolderListing(
        List<EntrySummary> entries,
        boolean recursive,
        @Nullable Integer total,
        @Nullable String omitted) {
    static final int MAX_ENTRIES = 1000;
    private static final String REST = "Read a folder by its path, or page through all files with package_browse.";

    /**
     * @param root the folder with its slash; empty for the root of the package
     * @param contents all files of the package, in any order
     */
    static FolderListing of(String root, List<PackageEntry.File> contents) {
        var files =
                contents.stream().filter(file -> file.path().startsWith(root)).toList();
        if (files.size() <= MAX_ENTRIES) {
            return new FolderListing(summaries(sorted(files)), true, files.size(), null);
        }
        var level = level(root, files);
        var reason = "Only one level is listed, because the folder has %,d files. %s".formatted(files.size(), REST);
        return new FolderListing(summaries(level), false, level.size(), reason);
    }

    /** Lists what the registry lists of one level, perhaps not all of it. */
    static FolderListing level(List<PackageEntry> children, Failure unread) {
        var reason = "Only one level is listed, and perhaps not all of it, because the manifest could not be read: %s"
                        .formatted(unread.sentence())
                + " Read a folder by its path.";
        return new FolderListing(summaries(children), false, null, reason);
    }

    private static List<EntrySummary> summaries(List<? extends PackageEntry> entries) {
        return entries.stream().limit(MAX_ENTRIES).map(EntrySummary::of).toList();
    }

    private static List<? extends PackageEntry> level(String root, List<PackageEntry.File> files) {
        var sizes = new HashMap<String, Long>();
        var entries = new HashMap<String, PackageEntry>();
        for (var file : files) {
            var slash = file.path().indexOf('/', root.length());
            var folder = file.path().substring(0, slash + 1);
            entries.put(
                    slash < 0 ? file.path() : folder,
                    slash < 0 ? file : new PackageEntry.Folder(folder, sizes.merge(folder, file.size(), Long::sum)));
        }
        return sorted(entries.values());
    }

    private static List<? extends PackageEntry> sorted(Collection<? extends PackageEntry> entries) {
        return entries.stream().sorted(PackageEntry.ENTRY_ORDER).toList();
    }
}
