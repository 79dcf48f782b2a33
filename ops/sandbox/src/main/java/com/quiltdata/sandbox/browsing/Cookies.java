package com.quiltdata.sandbox.browsing;

import com.quiltdata.sandbox.people.Bearer;
import com.quiltdata.sandbox.people.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which user a browser speaks for, told once by a bearer and from then on by a cookie. */
public final class Cookies {
    private record Baked(User user, Instant expires) {}

    private final Map<String, Baked> byValue = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Cookies(InstantSource clock) {
        this.clock = clock;
    }

    /** The value of a new cookie, good for as long as the bearer is. */
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
