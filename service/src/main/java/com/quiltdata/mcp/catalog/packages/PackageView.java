package com.quiltdata.mcp.catalog.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file or folder at one path of a revision.
 *
 * @param path the path as the catalog resolved it
 * @param file the file at this path; null for a folder
 * @param children the direct children of the folder at this path; empty for a file
 * @param contents every file of the package (not only below the path), in logical key order; null when there are more
 *     than the maximum
 */
public record PackageView(
        Revision revision,
        String path,
        PackageEntry.@Nullable File file,
        List<PackageEntry> children,
        @Nullable List<PackageEntry.File> contents) {
    public PackageView {
        children = List.copyOf(children);
        contents = contents == null ? null : List.copyOf(contents);
    }

    /** Returns the path of a folder with its slash; empty for the root of the package. */
    public String folder() {
        return path.isEmpty() || path.endsWith("/") ? path : path + "/";
    }
}
