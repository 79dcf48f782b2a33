package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.PhysicalKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of a revision that is asked for; what is null is for the registry to find out. */
public record Asked(
        String logicalKey,
        PhysicalKey at,
        @Nullable Long size,
        Entry.@Nullable Hash hash,
        Map<String, @Nullable Object> meta) {
    /** Whether S3 must be asked about it. */
    boolean incomplete() {
        return at.versionId() == null || size == null || hash == null;
    }
}
