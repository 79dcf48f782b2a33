package com.quiltdata.mcp.catalog.objects;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of an upload link.
 *
 * @param contentType null to detect it from the key
 * @param overwrite whether the upload may overwrite an object that exists by then
 */
public record UploadLinkRequest(
        String bucket, String key, @Nullable String contentType, boolean overwrite) {}
