package com.quiltdata.mcp.catalog;

import java.time.Instant;

/**
 * Temporary AWS credentials of a caller's active role, as the registry's {@code /api/auth/get_credentials} gives them.
 *
 * @param expiration when AWS stops honouring them, and with them every link they signed
 */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    /** Three of the four are secrets. */
    @Override
    public String toString() {
        return "Credentials[expiration=" + expiration + "]";
    }
}
