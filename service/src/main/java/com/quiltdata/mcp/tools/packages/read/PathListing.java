package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
        /** Refuses an offset beyond the last of this many entries. */
        void requireEntry(int entries) {
            if (offset > 0 && offset >= entries) {
                throw new Failure.Invalid(
                        "`offset`: the listing has %,d entries. Send next_offset of the previous result, with its revision."
                                .formatted(entries));
            }
        }

        PathListing ofLevel(List<? extends PackageEntry> all, String unread) {
            requireEntry(all.size());
            var page = all.stream()
                    .skip(offset)
                    .limit(limit)
                    .map(PackageEntry.class::cast)
                    .toList();
            return new PathListing(page, all.size(), null, unread);
        }
    }

    /** Lists one level, of a package whose complete contents cannot be read for this reason. */
    static PathListing level(PackageView view, Slice slice, String reason) {
        return slice.ofLevel(view.file() == null ? view.children() : List.of(view.file()), reason);
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
        var levels = new LevelCollector(root, slice);
        files.forEach(levels::add);
        return levels.listing();
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

    /** Collects the page and the totals in one pass over the files, which are in order. */
    private static final class LevelCollector {
        private final String root;
        private final Slice slice;
        private final List<PackageEntry> page = new ArrayList<>();
        private final Set<String> folders = new HashSet<>();
        private final SortedSet<String> types = new TreeSet<>();
        private int entries;
        private int files;
        private long size;
        private String parent = "";
        private @Nullable PackageEntry last;

        private LevelCollector(String root, Slice slice) {
            this.root = root;
            this.slice = slice;
        }

        void add(PackageEntry.File file) {
            files++;
            size += file.size();
            addFolders(file.path());
            types.add(FileProperties.fileType(file.path()));
            if (last instanceof PackageEntry.Folder folder && file.path().startsWith(folder.path())) {
                last = folder.size() == null
                        ? folder
                        : new PackageEntry.Folder(folder.path(), folder.size() + file.size());
                return;
            }
            var shown = shown(file);
            if (last == null || !last.path().equals(shown.path())) {
                endLast();
            }
            last = shown;
        }

        private void endLast() {
            if (last != null) {
                if (entries >= slice.offset() && page.size() < slice.limit()) {
                    page.add(last);
                }
                entries++;
            }
        }

        private void addFolders(String path) {
            if (path.lastIndexOf('/') + 1 == parent.length() && path.startsWith(parent)) {
                return;
            }
            for (int slash = path.indexOf('/', root.length()); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash + 1));
            }
            parent = path.substring(0, path.lastIndexOf('/') + 1);
        }

        /** Returns the file itself, or its folder at the deepest expanded level. */
        private PackageEntry shown(PackageEntry.File file) {
            var slash = root.length() - 1;
            for (int level = 0; level < slice.maxDepth(); level++) {
                slash = file.path().indexOf('/', slash + 1);
                if (slash < 0) {
                    return file;
                }
            }
            return slice.maxDepth() == 0
                    ? file
                    : new PackageEntry.Folder(file.path().substring(0, slash + 1), file.size());
        }

        PathListing listing() {
            endLast();
            slice.requireEntry(entries);
            return new PathListing(page, entries, new Totals(files, folders.size(), size, types), null);
        }
    }
}
