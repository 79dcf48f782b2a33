package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.catalog.PackageName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision to copy to another bucket.
 *
 * @param hash the source's full top hash
 * @param to the destination; its bucket must be a successor in the source bucket's workflow configuration
 * @param message null, or not empty
 * @param userMeta null for the source's
 * @param workflow null for the destination's default, empty for explicitly none
 */
public record Promotion(
        PackageName from,
        String hash,
        PackageName to,
        @Nullable String message,
        @Nullable Map<String, Object> userMeta,
        @Nullable String workflow) {}
