package com.quiltdata.sandbox.people;

import java.time.Instant;

/** S3 credentials issued to a bearer, with the role that was active then. */
public record Session(
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        Instant expires,
        BearerToken bearer,
        Role role) {
    public boolean expired() {
        return !Instant.now().isBefore(expires);
    }
}
