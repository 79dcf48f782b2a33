package com.quiltdata.mcp.catalog.objects;

import java.time.Instant;
import java.util.Map;

/**
 * A presigned SigV4 URL for uploading one object; it expires with the credentials that signed it, at the latest.
 *
 * @param headers the headers that the upload must send unchanged, because they are signed too
 */
public record SignedUpload(String url, Map<String, String> headers, Instant expiresAt) {
    public SignedUpload {
        headers = Map.copyOf(headers);
    }

    /** Omits the URL, which is a secret. */
    @Override
    public String toString() {
        return "SignedUpload[expiresAt=" + expiresAt + "]";
    }
}
