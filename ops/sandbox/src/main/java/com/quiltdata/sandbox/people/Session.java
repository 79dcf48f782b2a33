package com.quiltdata.sandbox.people;

import java.time.Instant;

/** AWS credentials issued to a bearer, with the role that was active then. */
public record Session(
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        Instant expires,
        BearerToken bearer,
        Role role) {
    /** Returns the identity in AWS: the role, with the user as the name of the session. */
    public String arn() {
        return "arn:aws:sts::%s:assumed-role/%s/%s"
                .formatted(People.ACCOUNT_ID, role.name(), bearer.user().name());
    }

    public boolean expired() {
        return !Instant.now().isBefore(expires);
    }
}
