package com.quiltdata.mcp.catalog.packages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision's complete stored content.
 *
 * @param hash its full top hash
 * @param userMeta null when absent or null in the manifest
 * @param workflow id of the workflow it was checked against
 * @param files in manifest order
 * @param folders folder metadata by key, which ends in a slash; the registry's construct cannot carry it over
 */
public record Manifest(
        String hash,
        @Nullable String message,
        @Nullable Map<String, Object> userMeta,
        @Nullable String workflow,
        List<PackageEntry.File> files,
        Map<String, Map<String, Object>> folders) {
    public Manifest {
        files = List.copyOf(files);
        folders = Map.copyOf(folders);
    }
}
