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
 * The files and folders at a path of a package, with totals.
 *
 * @param entries the files, and the folders that are not expanded
 * @param files number of files that {@code entries} cover; in a listing of one level, folders count none
 * @param folders number of folders at or below the path, without the path itself
 * @param size total size in bytes; null if the catalog does not report the size of a folder
 * @param fileTypes the extensions of these files
 * @param deep whether all levels below the path are covered, or only one
 */
record PathListing(
        List<PackageEntry> entries,
        int files,
        int folders,
        @Nullable Long size,
        SortedSet<String> fileTypes,
        boolean deep) {
    /** @param maxDepth maximum number of levels to expand; 0 for all */
    static PathListing of(PackageView view, boolean deep, int maxDepth) {
        var file = view.file();
        if (file != null) {
            return new PathListing(List.of(file), 1, 0, file.size(), types(List.of(file)), deep);
        }
        var contents = view.contents();
        return deep && contents != null ? below(root(view.path()), contents, maxDepth) : level(view.children());
    }

    private static PathListing level(List<PackageEntry> children) {
        var files = (int)
                children.stream().filter(PackageEntry.File.class::isInstance).count();
        return new PathListing(children, files, children.size() - files, sum(children), types(children), false);
    }

    private static @Nullable Long sum(List<PackageEntry> children) {
        var sum = 0L;
        for (var child : children) {
            var size = size(child);
            if (size == null) {
                return null;
            }
            sum += size;
        }
        return sum;
    }

    private static @Nullable Long size(PackageEntry entry) {
        return switch (entry) {
            case PackageEntry.File file -> file.size();
            case PackageEntry.Folder folder -> folder.size();
        };
    }

    private static PathListing below(String root, List<PackageEntry.File> contents, int maxDepth) {
        var files =
                contents.stream().filter(file -> file.path().startsWith(root)).toList();
        var entries = new LinkedHashMap<String, PackageEntry>();
        var folders = new HashSet<String>();
        for (var file : files) {
            addFolders(root, file.path(), folders);
            var shown = shown(root, file, maxDepth);
            entries.merge(shown.path(), shown, PathListing::merge);
        }
        var size = files.stream().mapToLong(PackageEntry.File::size).sum();
        return new PathListing(List.copyOf(entries.values()), files.size(), folders.size(), size, types(files), true);
    }

    private static SortedSet<String> types(List<? extends PackageEntry> entries) {
        return entries.stream()
                .filter(PackageEntry.File.class::isInstance)
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
        return first instanceof PackageEntry.Folder folder
                ? new PackageEntry.Folder(folder.path(), sum(List.of(first, second)))
                : second;
    }

    private static String root(String path) {
        return path.isEmpty() || path.endsWith("/") ? path : path + "/";
    }
}
