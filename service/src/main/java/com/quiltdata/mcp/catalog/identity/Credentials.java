package com.quiltdata.mcp.catalog.identity;

import java.time.Instant;

/**
 * Temporary AWS credentials of a caller's active role, from the registry's {@code /api/auth/get_credentials}.
 *
 * @param expiration when AWS stops accepting them, and every link they signed
 */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    /** Omits the other three components, which are secrets. */
    @Override
    public String toString() {
        return "Credentials[expiration=" + expiration + "]";
    }
}
