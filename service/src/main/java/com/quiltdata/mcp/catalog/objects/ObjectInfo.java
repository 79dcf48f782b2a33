package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.ObjectLocation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object's {@code HeadObject} response; its location has the version read, if the bucket keeps versions. */
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
