package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.people.Bearer;
import com.quiltdata.sandbox.people.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The cookies that identify a browser's user after one request with a bearer. */
public final class Cookies {
    private record Baked(User user, Instant expires) {}

    private final Map<String, Baked> byValue = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Cookies(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the value of a new cookie, which is valid as long as the bearer. */
    public String bake(Bearer bearer) {
        String value = UUID.randomUUID().toString();
        byValue.put(value, new Baked(bearer.user(), bearer.expires()));
        return value;
    }

    public Optional<User> user(String value) {
        return Optional.ofNullable(byValue.get(value))
                .filter(baked -> clock.instant().isBefore(baked.expires()))
                .map(Baked::user);
    }
}
