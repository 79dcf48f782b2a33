package com.quiltdata.mcp.catalog.packages;

import org.jspecify.annotations.Nullable;

/**
 * A bucket's rules for packages that are pushed under this workflow.
 *
 * @param handlePattern a regular expression that must match somewhere in the package's name
 * @param metadataSchema id of the JSON Schema for the package's metadata
 * @param entriesSchema id of the JSON Schema for the package's entries
 */
public record Workflow(
        String id,
        String name,
        @Nullable String description,
        @Nullable String handlePattern,
        @Nullable String metadataSchema,
        @Nullable String entriesSchema,
        boolean messageRequired) {}
