package com.quiltdata.sandbox.people;

import com.google.common.base.Ascii;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The buckets of a role with their permission levels; all other buckets are inaccessible. */
public record Role(String name, Map<String, Level> buckets) {
    public static final Role NONE = new Role("", Map.of());

    public Role {
        buckets = Map.copyOf(buckets);
    }

    public @Nullable Level level(String bucket) {
        return buckets.get(bucket);
    }

    public boolean reads(String bucket) {
        return buckets.containsKey(bucket) || bucket.equals(resultsBucket());
    }

    public boolean writes(String bucket) {
        return level(bucket) == Level.READ_WRITE || bucket.equals(resultsBucket());
    }

    /** Returns the bucket of the results of this role's queries, which is not in the stack. */
    public String resultsBucket() {
        var suffix = Ascii.toLowerCase(name).replaceAll("[^a-z0-9]+", "-");
        return Ascii.truncate("sandbox-athena-results-" + suffix, 60, "") + "-0";
    }
}
