package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one path of one revision.
 *
 * @param revision the revision that was read
 * @param path the path as the catalog understood it
 * @param file the file at this path, when it is one
 * @param children what the folder at this path holds, one level; empty for a file
 * @param contents every file of the package (not only below the path), in logical key order; absent when there are more than
 *     asked for
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
}
