package com.quiltdata.sandbox.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All tokens of this sandbox; validates Authorization headers. */
public final class BearerTokens {
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final SessionJwt jwt = new SessionJwt();
    private final Map<String, BearerToken> byToken = new ConcurrentHashMap<>();
    private final Map<String, String> seeded = new LinkedHashMap<>();
    private final List<String> seededUsers;
    private final People people;
    private final ApiKeys keys;

    public BearerTokens(People people) {
        this.people = people;
        keys = new ApiKeys(this, people);
        Instant later = Instant.now().plus(LIFETIME);
        Instant before = Instant.now().minus(Duration.ofHours(1));
        seededUsers = people.accounts().all().stream().map(Account::name).toList();
        seededUsers.forEach(name -> seed(name, name, later));
        seed("expired", "writer", before);
        revoke(seed("revoked", "writer", later.minusSeconds(1)));
        seeded.put(
                ApiKeys.SEEDED,
                keys.add(active("writer"), ApiKeys.SEEDED, LIFETIME, ApiKeys.SEEDED)
                        .secret());
    }

    private String seed(String name, String user, Instant expires) {
        String token = issue(name, user(user).orElseThrow(), expires);
        seeded.put(name, token);
        return token;
    }

    private String issue(String name, User user, Instant expires) {
        String token = jwt.issue(user, expires);
        accept(new BearerToken(name, token, user, expires, false));
        return token;
    }

    /** Returns the tokens by name, in the order of seeding. */
    public Map<String, String> tokens() {
        return new LinkedHashMap<>(seeded);
    }

    public ApiKeys keys() {
        return keys;
    }

    /** Creates this many new users with the reader's role and returns their tokens by name. */
    public Map<String, String> issue(int count, Account.Kind kind) {
        Instant later = Instant.now().plus(LIFETIME);
        var tokens = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            User user = people.user(SeedPeople.addReader(people, kind));
            tokens.put(user.name(), issue(user.name(), user, later));
        }
        return tokens;
    }

    /** Signs an existing user in and returns the token, which gets this name; throws for an unknown user. */
    public String signIn(String userName, String name) {
        User user = active(userName);
        people.signedIn(userName);
        return issue(name, user, Instant.now().plus(LIFETIME));
    }

    /** Adds an API key of an active user; throws for an unknown one. */
    public ApiKey addKey(String user, String name, Duration lifetime) {
        return keys.add(active(user), name, lifetime);
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
        return seededUsers;
    }

    private User active(String name) {
        return user(name).orElseThrow(() -> new IllegalArgumentException("There is no active user " + name));
    }

    /** Returns the active user of this name, with the role that is active now. */
    public Optional<User> user(String name) {
        return people.accounts().get(name).filter(Account::isActive).map(people::user);
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
        if (!bearer.valid(Instant.now())) {
            return new Caller.Refused(bearer.name(), bearer.revoked() ? "Token revoked" : "Token expired");
        }
        // A user that was deleted and created again has another id, and the old tokens stay refused.
        Optional<User> user = user(bearer.user().name())
                .filter(now -> now.id() == bearer.user().id());
        if (user.isEmpty()) {
            return new Caller.Refused(bearer.name(), "User does not exist or is not active");
        }
        if (bearer.token().startsWith("qk_")) {
            keys.used(bearer.token());
        }
        return new Caller.Known(bearer.withUser(user.get()));
    }
}
