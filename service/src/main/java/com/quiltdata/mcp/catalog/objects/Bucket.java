package com.quiltdata.mcp.catalog.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket that the caller's active role can see ({@code Query.buckets}, which has no admin bypass). */
public record Bucket(
        String name,
        String title,
        @Nullable String description,
        @Nullable String iconUrl,
        int relevanceScore,
        boolean browsable,
        List<String> tags) {
    public Bucket {
        tags = List.copyOf(tags);
    }
}
