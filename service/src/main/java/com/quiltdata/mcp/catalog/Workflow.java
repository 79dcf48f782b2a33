package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What a bucket demands of packages that are pushed under this name.
 *
 * @param handlePattern a regular expression that the package's name must contain a match of
 * @param metadataSchema the id of the JSON Schema of the package's metadata
 * @param entriesSchema the id of the JSON Schema of its entries
 */
public record Workflow(
        String id,
        String name,
        @Nullable String description,
        @Nullable String handlePattern,
        @Nullable String metadataSchema,
        @Nullable String entriesSchema,
        boolean messageRequired) {}
