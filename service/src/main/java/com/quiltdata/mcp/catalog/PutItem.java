package com.quiltdata.mcp.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object to put. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be sent; never compared
public record PutItem(String key, byte[] content, @Nullable String contentType, Map<String, String> metadata) {
    public PutItem {
        metadata = Map.copyOf(metadata);
    }
}
