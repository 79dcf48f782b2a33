package com.quiltdata.mcp.catalog.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object to put.
 *
 * @param contentType null to detect it from the key and the content
 * @param overwrite whether it may overwrite an existing object; if not, S3 itself refuses
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be sent; never compared
public record PutItem(
        String key, byte[] content, @Nullable String contentType, Map<String, String> metadata, boolean overwrite) {
    public PutItem {
        metadata = Map.copyOf(metadata);
    }
}
