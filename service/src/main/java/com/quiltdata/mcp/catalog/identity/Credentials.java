package com.quiltdata.mcp.catalog.identity;

import java.time.Instant;

/** Temporary AWS credentials of the active role; AWS accepts them, and links they signed, until {@code expiration}. */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    /** Omits the other three components, which are secrets. */
    @Override
    public String toString() {
        return "Credentials[expiration=" + expiration + "]";
    }
}
