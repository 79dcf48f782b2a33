package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of the files and folders at a path of a package.
 *
 * @param page files, and folders that are not expanded
 * @param entries number of entries on all pages
 * @param totals totals of all files below the path; null if only one level could be read
 * @param unread why the manifest could not be read
 */
record PathListing(
        List<PackageEntry> page,
        int entries,
        @Nullable Totals totals,
        @Nullable String unread) {
    /** @param folders number of folders at or below the path, without the path itself */
    record Totals(int files, int folders, long size, SortedSet<String> fileTypes) {}

    /** @param maxDepth maximum number of levels to expand; 0 for all */
    record Slice(int maxDepth, int offset, int limit) {
        PathListing of(List<? extends PackageEntry> all, @Nullable Totals totals, @Nullable String unread) {
            var page = all.stream()
                    .skip(offset)
                    .limit(limit)
                    .map(PackageEntry.class::cast)
                    .toList();
            return new PathListing(page, all.size(), totals, unread);
        }
    }

    /** Lists one level, of a package whose complete contents cannot be read for this reason. */
    static PathListing level(PackageView view, Slice slice, String reason) {
        return slice.of(view.file() == null ? view.children() : List.of(view.file()), null, reason);
    }

    /** @param contents all files of the package, in any order */
    static PathListing of(PackageView view, List<PackageEntry.File> contents, Slice slice) {
        var root = view.folder();
        var files = view.file() != null
                ? List.of(hashed(view.file(), contents))
                : contents.stream()
                        .filter(file -> file.path().startsWith(root))
                        .sorted(PackageEntry.ENTRY_ORDER)
                        .toList();
        var entries = new LinkedHashMap<String, PackageEntry>();
        var folders = new HashSet<String>();
        for (var file : files) {
            addFolders(root, file.path(), folders);
            var shown = shown(root, file, slice.maxDepth());
            entries.merge(shown.path(), shown, PathListing::merge);
        }
        var size = files.stream().mapToLong(PackageEntry.File::size).sum();
        return slice.of(
                List.copyOf(entries.values()), new Totals(files.size(), folders.size(), size, types(files)), null);
    }

    /** The file with the hash that only the complete contents have. */
    private static PackageEntry.File hashed(PackageEntry.File file, List<PackageEntry.File> contents) {
        var hash = contents.stream()
                .filter(it -> it.path().equals(file.path()))
                .findFirst()
                .map(PackageEntry.File::hash)
                .orElse(file.hash());
        return new PackageEntry.File(file.path(), file.size(), file.physicalKey(), hash, file.metadata());
    }

    private static SortedSet<String> types(List<PackageEntry.File> files) {
        return files.stream()
                .map(file -> FileProperties.fileType(file.path()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void addFolders(String root, String path, Set<String> folders) {
        for (int slash = path.indexOf('/', root.length()); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash + 1));
        }
    }

    /** The file itself, or its folder at the deepest expanded level. */
    private static PackageEntry shown(String root, PackageEntry.File file, int maxDepth) {
        var slash = root.length() - 1;
        for (int level = 0; level < maxDepth; level++) {
            slash = file.path().indexOf('/', slash + 1);
            if (slash < 0) {
                return file;
            }
        }
        return maxDepth == 0 ? file : new PackageEntry.Folder(file.path().substring(0, slash + 1), file.size());
    }

    private static PackageEntry merge(PackageEntry first, PackageEntry second) {
        if (first instanceof PackageEntry.Folder folder && second instanceof PackageEntry.Folder more) {
            var size = folder.size() == null || more.size() == null ? null : folder.size() + more.size();
            return new PackageEntry.Folder(folder.path(), size);
        }
        return second;
    }
}
