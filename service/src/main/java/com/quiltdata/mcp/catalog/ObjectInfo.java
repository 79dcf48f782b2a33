package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code HeadObject} tells; {@code location.versionId} is the version that was really met, if the bucket keeps any. */
public record ObjectInfo(
        ObjectLocation location,
        long size,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable Instant lastModified,
        @Nullable String etag,
        @Nullable String storageClass,
        Map<String, String> metadata) {
    public ObjectInfo {
        metadata = Map.copyOf(metadata);
    }
}
