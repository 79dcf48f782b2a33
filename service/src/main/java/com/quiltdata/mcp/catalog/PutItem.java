package com.quiltdata.mcp.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object to put.
 *
 * @param contentType null to have it told from the key's name and the content
 * @param overwrite whether it may supersede what stands there; if not, S3 itself refuses it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be sent; never compared
public record PutItem(
        String key, byte[] content, @Nullable String contentType, Map<String, String> metadata, boolean overwrite) {
    public PutItem {
        metadata = Map.copyOf(metadata);
    }
}
