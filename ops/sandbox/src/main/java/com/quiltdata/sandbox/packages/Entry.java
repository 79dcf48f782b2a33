package com.quiltdata.sandbox.packages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file of a package: its logical key, its physical key, and its size and hash. */
public record Entry(
        String logicalKey, PhysicalKey physicalKey, long size, Hash hash, Map<String, @Nullable Object> meta) {
    public Entry {
        // Most metadata is empty, and there may be fifty thousand entries.
        meta = meta.isEmpty() ? Map.of() : meta;
    }

    /** A checksum with the name of its algorithm. */
    public record Hash(String type, String value) {}

    /** Returns the part that the top hash covers, without the physical key and its version. */
    Map<String, @Nullable Object> hashed() {
        return Map.of(
                "hash", Map.of("type", hash.type(), "value", hash.value()),
                "logical_key", logicalKey,
                "meta", meta,
                "size", size);
    }
}
