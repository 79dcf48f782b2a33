package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.people.BearerToken;
import com.quiltdata.sandbox.people.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The cookies that identify a browser's user after one request with a bearer. */
public final class Cookies {
    private record Issued(User user, Instant expires) {}

    private final Map<String, Issued> byValue = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Cookies(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the value of a new cookie, which is valid as long as the bearer. */
    public String issue(BearerToken bearer) {
        String value = UUID.randomUUID().toString();
        byValue.put(value, new Issued(bearer.user(), bearer.expires()));
        return value;
    }

    public Optional<User> user(String value) {
        return Optional.ofNullable(byValue.get(value))
                .filter(issued -> clock.instant().isBefore(issued.expires()))
                .map(Issued::user);
    }
}
