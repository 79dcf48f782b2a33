package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** An object in S3; without {@code versionId}, its current version. The key is not percent-encoded. */
public record ObjectLocation(
        String bucket, String key, @Nullable String versionId) {
    /** Returns the last part of a key, the name of its file; empty if the key ends with a slash. */
    public static String fileName(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
