package com.quiltdata.mcp.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision as it is stored: the whole of it.
 *
 * @param hash its full top hash
 * @param message of its author
 * @param userMeta absent and null alike
 * @param workflow the id of the workflow it was checked against
 * @param files in the order of the manifest
 * @param folders metadata of folders by their keys, which end in a slash; the registry's construct cannot carry them over
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
