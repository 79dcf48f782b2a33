package com.quiltdata.mcp.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.admission.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the rate of each step: in all, per client network, and per client id. Memory is bounded: what no request has
 * used for a while is forgotten, and so is the least used of too many.
 */
final class SignInLimits {
    private static final int MAX_KEYS = 20_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Rate client;
    private final Rate network;
    private final Map<SignInStep, TokenBucket> all = new EnumMap<>(SignInStep.class);
    private final Cache<Key, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterAccess(KEPT).build();

    /** Number of requests at once, and per second in the long run. */
    record Rate(int burst, double perSecond) {
        /** All requests of one step. */
        static final Rate ALL = new Rate(1000, 200);

        /** The requests of one step of one client id, which many users share: one network must not use it up. */
        static final Rate CLIENT = new Rate(500, 100);

        /** The requests of one step from one client network. */
        static final Rate NETWORK = new Rate(60, 2);
    }

    private record Key(SignInStep step, boolean address, String text) {}

    SignInLimits(InstantSource clock) {
        this(Rate.ALL, Rate.CLIENT, Rate.NETWORK, clock);
    }

    SignInLimits(Rate all, Rate client, Rate network, InstantSource clock) {
        this.clock = clock;
        this.client = client;
        this.network = network;
        for (var step : SignInStep.values()) {
            this.all.put(step, new TokenBucket(all, clock));
        }
    }

    /** Counts a request from this address; returns the time to wait if it is one too many. */
    Optional<Duration> count(SignInStep step, ClientAddress from) {
        var wait = from.shared() ? Optional.<Duration>empty() : count(new Key(step, true, from.network()));
        return wait.isPresent() ? wait : bucket(step).take();
    }

    /** Counts a request of a client that is known; returns the time to wait if it is one too many. */
    Optional<Duration> count(SignInStep step, String clientId) {
        var digest = Hashing.sha256().hashString(clientId, StandardCharsets.UTF_8);
        return count(new Key(step, false, digest.toString()));
    }

    private Optional<Duration> count(Key key) {
        return buckets.get(key, _ -> new TokenBucket(key.address() ? network : client, clock))
                .take();
    }

    @SuppressWarnings("NullAway") // every step has one
    private TokenBucket bucket(SignInStep step) {
        return all.get(step);
    }
}
