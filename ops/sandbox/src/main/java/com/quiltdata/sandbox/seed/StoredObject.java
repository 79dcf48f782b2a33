package com.quiltdata.sandbox.seed;

import com.quiltdata.sandbox.packages.ChunkedHash;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.PhysicalKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stored version of an object. */
record StoredObject(PhysicalKey at, long size, Entry.Hash hash) {
    static StoredObject of(PhysicalKey at, byte[] content) {
        return new StoredObject(at, content.length, ChunkedHash.of(content));
    }

    Entry as(String logicalKey) {
        return as(logicalKey, Map.of());
    }

    Entry as(String logicalKey, Map<String, @Nullable Object> meta) {
        return new Entry(logicalKey, at, size, hash, meta);
    }
}
