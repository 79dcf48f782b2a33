package com.quiltdata.sandbox.people;

import java.time.Instant;

/** A token and its name in tests. */
public record BearerToken(String name, String token, User user, Instant expires, boolean revoked) {
    BearerToken withUser(User now) {
        return new BearerToken(name, token, now, expires, revoked);
    }

    BearerToken asRevoked() {
        return new BearerToken(name, token, user, expires, true);
    }

    boolean valid(Instant now) {
        return !revoked && now.isBefore(expires);
    }
}
