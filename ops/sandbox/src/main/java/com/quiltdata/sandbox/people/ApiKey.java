package com.quiltdata.sandbox.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key with which programs act as a user; {@code secret} is never shown again. */
public record ApiKey(
        String id,
        String name,
        String secret,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        int userId,
        String userEmail) {
    /** The names are those of the schema's APIKeyStatus. */
    public enum Status {
        ACTIVE,
        EXPIRED
    }

    /** Returns the parts of the secret that are shown. */
    public String fingerprint() {
        return secret.substring(0, 6) + "..." + secret.substring(secret.length() - 3);
    }

    public Status status() {
        return Instant.now().isBefore(expiresAt) ? Status.ACTIVE : Status.EXPIRED;
    }

    ApiKey withUserEmail(String email) {
        return new ApiKey(id, name, secret, createdAt, expiresAt, lastUsedAt, userId, email);
    }

    ApiKey usedNow() {
        return new ApiKey(id, name, secret, createdAt, expiresAt, Instant.now(), userId, userEmail);
    }
}
