package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** An object in S3; without {@code versionId} its current version. The key is the true key, not encoded. */
public record ObjectLocation(
        String bucket, String key, @Nullable String versionId) {}
