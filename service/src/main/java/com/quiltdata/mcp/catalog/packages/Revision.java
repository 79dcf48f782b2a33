package com.quiltdata.mcp.catalog.packages;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One revision of a package; {@code hash} is its full top hash, {@code userMeta} the author's JSON object. */
public record Revision(
        String hash,
        Instant modified,
        @Nullable String message,
        @Nullable Map<String, Object> userMeta,
        @Nullable String workflow,
        @Nullable Integer totalEntries,
        @Nullable Long totalBytes) {}
