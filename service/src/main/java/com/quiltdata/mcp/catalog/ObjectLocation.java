package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** An object in S3; without {@code versionId}, its current version. The key is not percent-encoded. */
public record ObjectLocation(
        String bucket, String key, @Nullable String versionId) {}
