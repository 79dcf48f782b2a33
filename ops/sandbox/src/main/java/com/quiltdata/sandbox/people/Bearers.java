package com.quiltdata.sandbox.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every token of this sandbox, and the one place that judges an Authorization header. */
public final class Bearers {
    private final Map<String, Bearer> byToken;
    private final List<Bearer> all;
    private final Map<String, String> activeRoles = new ConcurrentHashMap<>();

    public Bearers(People people) {
        Instant later = Instant.now().plus(Duration.ofDays(90));
        Instant before = Instant.now().minus(Duration.ofHours(1));
        var jwt = new SessionJwt();
        User writer = people.named("writer");
        all = Stream.concat(
                        people.all().stream()
                                .map(user -> new Bearer(user.name(), jwt.issue(user, later), user, later, false)),
                        Stream.of(
                                new Bearer("expired", jwt.issue(writer, before), writer, before, false),
                                new Bearer("revoked", jwt.issue(writer, later.minusSeconds(1)), writer, later, true),
                                new Bearer("apikey", "qk_" + Secrets.alphanumeric(40), writer, later, false)))
                .toList();
        byToken = all.stream().collect(Collectors.toMap(Bearer::token, Function.identity()));
    }

    /** Token by name, in the order of seeding. */
    public Map<String, String> tokens() {
        var tokens = new LinkedHashMap<String, String>();
        all.forEach(bearer -> tokens.put(bearer.name(), bearer.token()));
        return tokens;
    }

    /** Makes another of the user's roles the active one of all their tokens. */
    public void switchRole(String user, String role) {
        activeRoles.put(user, role);
    }

    /** Takes {@code Bearer x} as well as a bare {@code x}. */
    public Caller judge(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Caller.Refused("", "Authentication required");
        }
        boolean schemed = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        String token = (schemed ? authorization.substring(7) : authorization).strip();
        return Optional.ofNullable(byToken.get(token))
                .map(this::judge)
                .orElseGet(() -> new Caller.Refused("", "Invalid token"));
    }

    private Caller judge(Bearer bearer) {
        if (bearer.valid(Instant.now())) {
            var role = activeRoles.get(bearer.user().name());
            return new Caller.Known(role == null ? bearer : bearer.as(role));
        }
        return new Caller.Refused(bearer.name(), bearer.revoked() ? "Token revoked" : "Token expired");
    }
}
