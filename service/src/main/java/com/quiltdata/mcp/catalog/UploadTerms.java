package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What may be uploaded with a link.
 *
 * @param contentType null to have it told from the key's name
 * @param overwrite whether the upload may supersede what stands there by then
 */
public record UploadTerms(
        String bucket, String key, @Nullable String contentType, boolean overwrite) {}
