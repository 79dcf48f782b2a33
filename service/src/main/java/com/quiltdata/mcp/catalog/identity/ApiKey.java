package com.quiltdata.mcp.catalog.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key of a user, without its secret, which the registry shows only once.
 *
 * @param fingerprint part of the secret by which its owner recognizes it
 * @param lastUsedAt null if it was never used
 */
public record ApiKey(
        String id,
        String name,
        String fingerprint,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        String userEmail,
        String status) {}
