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
    private final Rates rates;
    private final Map<SignInStep, TokenBucket> all = new EnumMap<>(SignInStep.class);
    private final Cache<Key, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterAccess(KEPT).build();

    /** Number of requests at once, and per second in the long run. */
    record Rate(int burst, double perSecond) {}

    /**
     * The rates of requests and of fetched documents.
     *
     * @param all requests of one step
     * @param client requests of one step with one client id, which many users share: one network must not use it up
     * @param network requests of one step from one client network
     * @param sharedNetwork requests of one step from a network that many people share
     * @param documents metadata documents fetched for one client network; a shared network has {@code network} for them
     */
    record Rates(Rate all, Rate client, Rate network, Rate sharedNetwork, Rate documents) {
        static final Rates DEFAULT = new Rates(
                new Rate(1000, 200), new Rate(500, 100), new Rate(60, 2), new Rate(400, 20), new Rate(20, 0.2));
    }

    private record Key(String subject, String text) {}

    SignInLimits(InstantSource clock) {
        this(Rates.DEFAULT, clock);
    }

    SignInLimits(Rates rates, InstantSource clock) {
        this.clock = clock;
        this.rates = rates;
        for (var step : SignInStep.values()) {
            this.all.put(step, new TokenBucket(rates.all(), clock));
        }
    }

    /**
     * Counts a request from this address; returns the time to wait if it is one too many. A refresh counts here for its
     * network only, so that strangers without a refresh token use up nothing of all.
     */
    Optional<Duration> count(SignInStep step, ClientAddress from) {
        var rate = from.shared() ? rates.sharedNetwork() : rates.network();
        var wait = count(new Key(step.word() + " network", from.network()), rate);
        return wait.isPresent() || step == SignInStep.REFRESH
                ? wait
                : bucket(step).take();
    }

    /** Counts a document that is fetched for this address; returns the time to wait if it is one too many. */
    Optional<Duration> countDocument(ClientAddress from) {
        var rate = from.shared() ? rates.network() : rates.documents();
        return count(new Key("documents", from.network()), rate);
    }

    /** Counts a request of a known client, a refresh also for all; returns the time to wait if it is one too many. */
    Optional<Duration> count(SignInStep step, String clientId) {
        var digest = Hashing.sha256().hashString(clientId, StandardCharsets.UTF_8);
        var wait = count(new Key(step.word() + " client", digest.toString()), rates.client());
        return wait.isPresent() || step != SignInStep.REFRESH
                ? wait
                : bucket(step).take();
    }

    private Optional<Duration> count(Key key, Rate rate) {
        return buckets.get(key, _ -> new TokenBucket(rate, clock)).take();
    }

    @SuppressWarnings("NullAway") // every step has one
    private TokenBucket bucket(SignInStep step) {
        return all.get(step);
    }
}
