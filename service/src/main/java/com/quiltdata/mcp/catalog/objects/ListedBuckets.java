package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.catalog.objects.BucketRights.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buckets with the caller's rights in them.
 *
 * @param levels READ or READ_WRITE by bucket name; without the buckets of which the catalog does not say
 */
public record ListedBuckets(List<Bucket> buckets, Map<String, Level> levels) {
    public ListedBuckets {
        buckets = List.copyOf(buckets);
        levels = Map.copyOf(levels);
    }

    /** Returns {@code READ} or {@code READ_WRITE}; null if the catalog does not say. */
    public @Nullable String permission(String bucket) {
        var level = levels.get(bucket);
        return level == null ? null : level.name();
    }

    /** Returns the caller's rights in a bucket. */
    public Level level(String bucket) {
        var listed = buckets.stream().anyMatch(it -> it.name().equals(bucket));
        return levels.getOrDefault(bucket, listed ? Level.UNKNOWN : Level.UNLISTED);
    }

    /** Returns the names of the buckets that the catalog lets the caller write to, in its order. */
    public List<String> writable() {
        return buckets.stream()
                .map(Bucket::name)
                .filter(name -> levels.get(name) == Level.READ_WRITE)
                .toList();
    }
}
