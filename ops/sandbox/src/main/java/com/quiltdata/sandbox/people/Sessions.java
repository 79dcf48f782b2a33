package com.quiltdata.sandbox.people;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sandbox's STS: issues new keys at every exchange, and finds them by access key. */
public final class Sessions {
    private final Map<String, Session> byAccessKey = new ConcurrentHashMap<>();

    public Session issue(BearerToken bearer, Duration lifetime) {
        var session = new Session(
                "ASIA" + Secrets.upper(16),
                Secrets.alphanumeric(40),
                Secrets.alphanumeric(240),
                Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS),
                bearer,
                bearer.user().role());
        byAccessKey.put(session.accessKeyId(), session);
        return session;
    }

    public Optional<Session> find(String accessKeyId) {
        return Optional.ofNullable(byAccessKey.get(accessKeyId));
    }
}
