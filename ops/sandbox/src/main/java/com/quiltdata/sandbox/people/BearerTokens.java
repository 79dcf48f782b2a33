package com.quiltdata.sandbox.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All tokens of this sandbox; validates Authorization headers. */
public final class BearerTokens {
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final int FIRST_NEW_USER = 1000;

    private final SessionJwt jwt = new SessionJwt();
    private final Map<String, BearerToken> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger(FIRST_NEW_USER);
    private final List<BearerToken> seeded;

    public BearerTokens(Users people) {
        Instant later = Instant.now().plus(LIFETIME);
        Instant before = Instant.now().minus(Duration.ofHours(1));
        User writer = people.named("writer");
        seeded = Stream.concat(
                        people.all().stream()
                                .map(user -> new BearerToken(user.name(), jwt.issue(user, later), user, later, false)),
                        Stream.of(
                                new BearerToken("expired", jwt.issue(writer, before), writer, before, false),
                                new BearerToken(
                                        "revoked", jwt.issue(writer, later.minusSeconds(1)), writer, later, true),
                                new BearerToken("apikey", "qk_" + Secrets.alphanumeric(40), writer, later, false)))
                .toList();
        seeded.forEach(bearer -> byToken.put(bearer.token(), bearer));
    }

    /** Returns the tokens by name, in the order of seeding. */
    public Map<String, String> tokens() {
        var tokens = new LinkedHashMap<String, String>();
        seeded.forEach(bearer -> tokens.put(bearer.name(), bearer.token()));
        return tokens;
    }

    /** Creates this many new users with the reader's role and returns their tokens by name. */
    public Map<String, String> issue(int count) {
        Instant later = Instant.now().plus(LIFETIME);
        var tokens = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            User user = Users.reader(numbers.getAndIncrement());
            var bearer = new BearerToken(user.name(), jwt.issue(user, later), user, later, false);
            byToken.put(bearer.token(), bearer);
            tokens.put(bearer.name(), bearer.token());
        }
        return tokens;
    }

    /** Accepts a token that another authorization server has issued. */
    public void accept(BearerToken bearer) {
        byToken.put(bearer.token(), bearer);
    }

    /** Refuses this token from now on. */
    public void revoke(String token) {
        byToken.computeIfPresent(token, (_, bearer) -> bearer.asRevoked());
    }

    /** Returns the names of the seeded users. */
    public List<String> userNames() {
        return seeded.stream().map(bearer -> bearer.user().name()).distinct().toList();
    }

    /** Returns the user of this name, with the role that is active now. */
    public Optional<User> user(String name) {
        return byToken.values().stream()
                .map(BearerToken::user)
                .filter(user -> user.name().equals(name))
                .findFirst();
    }

    /** Activates another of the user's roles; credentials issued earlier keep the old role, as with STS. */
    public void activate(String user, String role) {
        byToken.replaceAll((_, bearer) -> bearer.user().name().equals(user) ? bearer.withRole(role) : bearer);
    }

    /** Accepts {@code Bearer x} as well as a bare {@code x}. */
    public Caller authenticate(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Caller.Refused("", "Authentication required");
        }
        boolean schemed = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        String token = (schemed ? authorization.substring(7) : authorization).strip();
        return Optional.ofNullable(byToken.get(token))
                .map(this::authenticate)
                .orElseGet(() -> new Caller.Refused("", "Invalid token"));
    }

    private Caller authenticate(BearerToken bearer) {
        if (bearer.valid(Instant.now())) {
            return new Caller.Known(bearer);
        }
        return new Caller.Refused(bearer.name(), bearer.revoked() ? "Token revoked" : "Token expired");
    }
}
