package com.quiltdata.mcp.catalog;

import java.time.Instant;

/** A presigned SigV4 URL of one version in its bucket's region; it dies with the credentials that signed it. */
public record SignedLink(String url, Instant expiresAt) {
    /** The URL is a secret of its own. */
    @Override
    public String toString() {
        return "SignedLink[expiresAt=" + expiresAt + "]";
    }
}
