package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes objects with the caller's own temporary credentials. */
public interface ObjectWriter {
    /** Puts one object, checksummed; the answer is what now stands there. */
    ObjectInfo put(
            Caller caller,
            String bucket,
            String key,
            byte[] content,
            @Nullable String contentType,
            Map<String, String> metadata);
}
