package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.PhysicalKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A requested entry of a revision; the registry determines null values. */
public record RequestedEntry(
        String logicalKey,
        PhysicalKey at,
        @Nullable Long size,
        Entry.@Nullable Hash hash,
        Map<String, @Nullable Object> meta) {
    /** Returns whether S3 must be queried for it. */
    boolean incomplete() {
        return at.versionId() == null || size == null || hash == null;
    }
}
