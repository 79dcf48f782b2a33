package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.Map;

/**
 * A presigned SigV4 URL to put one object to, in its bucket's region; it dies with the credentials that signed it.
 *
 * @param headers those that the upload must carry, as they are: they are signed too
 */
public record SignedUpload(String url, Map<String, String> headers, Instant expiresAt) {
    public SignedUpload {
        headers = Map.copyOf(headers);
    }

    /** The URL is a secret of its own. */
    @Override
    public String toString() {
        return "SignedUpload[expiresAt=" + expiresAt + "]";
    }
}
