package com.quiltdata.mcp.catalog.objects;

import java.time.Instant;

/**
 * A presigned SigV4 URL of one version in its bucket's region; it expires with the credentials that signed it, at the
 * latest.
 */
public record SignedLink(String url, Instant expiresAt) {
    /** Omits the URL, which is a secret. */
    @Override
    public String toString() {
        return "SignedLink[expiresAt=" + expiresAt + "]";
    }
}
