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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of each step: per client network and site, per client id, per code, token or flow, and for all
 * requests. Requests that carry nothing that this server issued have a total of their own, so that strangers cannot use
 * up the users'. Memory is bounded: unused buckets are dropped after a while, and the least used
 * when there are too many.
 */
final class SignInLimits {
    private static final int MAX_KEYS = 20_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** The /48 of an IPv6 network as {@link ClientAddress} writes it: one customer of a provider usually has all of it. */
    private static final Pattern SITE = Pattern.compile("(?:[0-9a-f]+:){3}");

    private final InstantSource clock;
    private final Rates rates;
    private final Map<SignInStep, TokenBucket> known = new EnumMap<>(SignInStep.class);
    private final Map<SignInStep, TokenBucket> strangers = new EnumMap<>(SignInStep.class);
    private final Cache<Key, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterAccess(KEPT).build();

    /** Number of requests at once, and per second in the long run. */
    record Rate(int burst, double perSecond) {}

    /**
     * The rates of requests and of fetched documents.
     *
     * @param all requests of one step with what this server issued, and as many without
     * @param client requests of one step with one client id, which many users share: one network must not use it up
     * @param credential requests of one step with one code, refresh token or flow
     * @param network requests of one step from one client network
     * @param sharedNetwork requests of one step from a network that many people share, or from one IPv6 site
     * @param documents metadata documents fetched for one client network; a shared network and a site have
     *     {@code network} for them
     */
    record Rates(Rate all, Rate client, Rate credential, Rate network, Rate sharedNetwork, Rate documents) {
        static final Rates DEFAULT = new Rates(
                new Rate(1000, 200),
                new Rate(500, 100),
                new Rate(10, 0.2),
                new Rate(60, 2),
                new Rate(400, 20),
                new Rate(20, 0.2));
    }

    private record Key(String subject, String text) {}

    SignInLimits(InstantSource clock) {
        this(Rates.DEFAULT, clock);
    }

    SignInLimits(Rates rates, InstantSource clock) {
        this.clock = clock;
        this.rates = rates;
        for (var step : SignInStep.values()) {
            known.put(step, new TokenBucket(rates.all(), clock));
            strangers.put(step, new TokenBucket(rates.all(), clock));
        }
    }

    /** Counts a request from this address; returns the time to wait if it is one too many. */
    Optional<Duration> count(SignInStep step, ClientAddress from) {
        var rate = from.shared() ? rates.sharedNetwork() : rates.network();
        return count(step.word(), from, rate, rates.sharedNetwork());
    }

    /** Counts a document that is fetched for this address; returns the time to wait if it is one too many. */
    Optional<Duration> countDocument(ClientAddress from) {
        return count("documents", from, from.shared() ? rates.network() : rates.documents(), rates.network());
    }

    private Optional<Duration> count(String what, ClientAddress from, Rate rate, Rate siteRate) {
        var wait = count(new Key(what + " network", from.network()), rate);
        var site = SITE.matcher(from.network());
        return wait.isPresent() || from.shared() || !site.lookingAt()
                ? wait
                : count(new Key(what + " site", site.group()), siteRate);
    }

    /** Counts a request without anything that this server issued; returns the time to wait if it is one too many. */
    Optional<Duration> countStranger(SignInStep step) {
        return bucket(strangers, step).take();
    }

    /**
     * Counts a request of a known client; returns the time to wait if it is one too many.
     *
     * @param credential the code, refresh token or flow that was sent with it; null if the step needs none
     */
    Optional<Duration> countKnown(SignInStep step, String clientId, @Nullable String credential) {
        var wait = credential == null
                ? Optional.<Duration>empty()
                : count(key(step, "credential", credential), rates.credential());
        if (wait.isEmpty()) {
            wait = count(key(step, "client", clientId), rates.client());
        }
        return wait.isPresent() ? wait : bucket(known, step).take();
    }

    private static Key key(SignInStep step, String subject, String text) {
        var digest = Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
        return new Key(step.word() + " " + subject, digest.toString());
    }

    private Optional<Duration> count(Key key, Rate rate) {
        return buckets.get(key, _ -> new TokenBucket(rate, clock)).take();
    }

    @SuppressWarnings("NullAway") // every step has one
    private static TokenBucket bucket(Map<SignInStep, TokenBucket> buckets, SignInStep step) {
        return buckets.get(step);
    }
}
