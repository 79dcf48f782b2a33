package com.quiltdata.sandbox.people;

import java.time.Instant;

/** A token and its name in tests. */
public record Bearer(String name, String token, User user, Instant expires, boolean revoked) {
    Bearer playing(String role) {
        return new Bearer(name, token, user.playing(role), expires, revoked);
    }

    boolean valid(Instant now) {
        return !revoked && now.isBefore(expires);
    }
}
