package com.quiltdata.mcp.catalog.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One object of a listing. */
public record ObjectSummary(
        String key,
        long size,
        @Nullable Instant lastModified,
        @Nullable String etag,
        @Nullable String storageClass) {}
