package com.quiltdata.mcp.catalog.objects;

import java.time.Instant;

/** A presigned SigV4 URL of a version in its bucket's region, valid at most as long as the credentials behind it. */
public record SignedLink(String url, Instant expiresAt) {
    /** Omits the URL, which is a secret. */
    @Override
    public String toString() {
        return "SignedLink[expiresAt=" + expiresAt + "]";
    }
}
