package com.quiltdata.sandbox.people;

import com.quiltdata.sandbox.registry.OperationRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The API keys of all users by id; each is also a bearer token. */
public final class ApiKeys {
    /** The name of the seeded key, and of its token. */
    static final String SEEDED = "apikey";

    private static final int MAX_DAYS = 365;

    private final Table<ApiKey> keys = new Table<>();
    private final BearerTokens bearers;
    private final People people;

    ApiKeys(BearerTokens bearers, People people) {
        this.bearers = bearers;
        this.people = people;
    }

    /** Adds a key of the user. */
    ApiKey add(User user, String name, Duration lifetime) {
        return add(user, name, lifetime, SEEDED + ":" + user.name());
    }

    /** Adds a key of the user, whose bearer token has this name in tests. */
    ApiKey add(User user, String name, Duration lifetime, String tokenName) {
        Instant now = Instant.now();
        var key = new ApiKey(
                UUID.randomUUID().toString(),
                name,
                "qk_" + Secrets.alphanumeric(40),
                now,
                now.plus(lifetime),
                null,
                user.id(),
                user.email());
        keys.put(key.id(), key);
        bearers.accept(new BearerToken(tokenName, key.secret(), user, key.expiresAt(), false));
        return key;
    }

    /** Creates a key; throws {@link OperationRefusedException} for an invalid input. */
    public ApiKey create(User user, String name, int days) {
        if (name.isBlank()) {
            throw OperationRefusedException.input("input.name", "InvalidName", "Name must not be empty");
        }
        if (days < 1 || days > MAX_DAYS) {
            throw OperationRefusedException.input(
                    "input.expiresInDays", "InvalidExpiration", "Expiration must be between 1 and 365 days");
        }
        return add(user, name, Duration.ofDays(days));
    }

    /** Returns the keys that fit, with the emails of now; the keys of deleted users are gone. */
    public List<ApiKey> list(Predicate<ApiKey> wanted) {
        Map<Integer, String> emails =
                people.accounts().all().stream().collect(Collectors.toMap(Account::id, Account::email));
        return keys.all().stream()
                .filter(key -> emails.containsKey(key.userId()))
                .map(key -> key.withUserEmail(emails.getOrDefault(key.userId(), "")))
                .filter(wanted)
                .toList();
    }

    /** Ends the first key that fits; throws {@link OperationRefusedException} if none does. */
    public void revoke(String path, Predicate<ApiKey> wanted) {
        ApiKey key = find(wanted)
                .orElseThrow(() ->
                        OperationRefusedException.input(path, "APIKeyNotFound", "Specified API key does not exist"));
        keys.remove(key.id());
        bearers.revoke(key.secret());
    }

    public Optional<ApiKey> find(Predicate<ApiKey> wanted) {
        return list(wanted).stream().findFirst();
    }

    void used(String secret) {
        keys.find(key -> key.secret().equals(secret)).ifPresent(key -> keys.change(key.id(), ApiKey::usedNow));
    }
}
