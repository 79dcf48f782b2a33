package com.quiltdata.mcp.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.SessionObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's verdicts on tokens, keyed by the token's digest. Refusals have a cache of their own, so that invented
 * tokens evict nobody's acceptance.
 */
public final class Verdicts implements SessionObserver {
    private static final Duration OUTAGE = Duration.ofMinutes(15);
    private static final Duration REFUSAL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MAX_TOKENS = 10_000;

    /** How much a verdict is worth now. */
    enum Freshness {
        /** It needs no question. */
        FRESH,
        /** It is used, while the catalog is asked again. */
        RENEWABLE,
        /** The catalog is asked, and the request waits. */
        STALE
    }

    /** What is known about a token now. */
    record Finding(Standing standing, Freshness freshness) {
        private static final Finding NOTHING = new Finding(Standing.UNJUDGED, Freshness.STALE);
        private static final Finding REFUSED = new Finding(Standing.REFUSED, Freshness.FRESH);
    }

    /**
     * An acceptance.
     *
     * @param confirmed when the catalog last accepted the token
     * @param unanswered when the catalog was last asked in vain since then
     */
    private record Acceptance(
            @Nullable String role,
            Instant confirmed,
            @Nullable Instant unanswered) {}

    /**
     * A refusal.
     *
     * @param claimed whether a client network has been charged with it
     */
    private record Refusal(AtomicBoolean claimed) {
        static Refusal first() {
            return new Refusal(new AtomicBoolean());
        }
    }

    private final Duration ttl;
    private final InstantSource clock;
    private final Cache<String, Acceptance> acceptances;
    private final Cache<String, Refusal> refusals;
    private final List<Consumer<Caller>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Verdicts without any yet.
     *
     * @param ttl how long an acceptance is fresh
     */
    public Verdicts(Duration ttl, InstantSource clock) {
        this.ttl = ttl;
        this.clock = clock;
        this.acceptances = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .ticker(ticker(clock))
                .expireAfter(Expiry.<String, Acceptance>writing((_, acceptance) -> remaining(acceptance)))
                .build();
        this.refusals = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .ticker(ticker(clock))
                .expireAfterWrite(REFUSAL)
                .build();
    }

    /** Has the listener drop what is kept for a caller whose role has changed or whose accepted token is refused. */
    public void onChange(Consumer<Caller> listener) {
        listeners.add(listener);
    }

    @Override
    public void accepted(Caller caller, @Nullable String role) {
        var known = acceptances.getIfPresent(caller.digest());
        var earlier = known == null ? null : known.role();
        refusals.invalidate(caller.digest());
        acceptances.put(caller.digest(), new Acceptance(role == null ? earlier : role, clock.instant(), null));
        if (role != null && earlier != null && !role.equals(earlier)) {
            notifyListeners(caller);
        }
    }

    @Override
    public void refused(Caller caller) {
        refusals.asMap()
                .compute(caller.digest(), (_, known) -> known == null ? Refusal.first() : new Refusal(known.claimed()));
        if (acceptances.asMap().remove(caller.digest()) != null) {
            notifyListeners(caller);
        }
    }

    /** Whether the caller's token is refused and no client network has been charged with that, which is now due. */
    boolean claimRefusal(Caller caller) {
        var refusal = refusals.getIfPresent(caller.digest());
        return refusal != null && refusal.claimed().compareAndSet(false, true);
    }

    /** The catalog was asked about this caller, and gave no verdict. */
    void unanswered(Caller caller) {
        acceptances
                .asMap()
                .computeIfPresent(
                        caller.digest(),
                        (_, known) -> new Acceptance(known.role(), known.confirmed(), clock.instant()));
    }

    /** What is known about the caller's token now. */
    Finding find(Caller caller) {
        if (refusals.getIfPresent(caller.digest()) != null) {
            return Finding.REFUSED;
        }
        var known = acceptances.getIfPresent(caller.digest());
        return known == null ? Finding.NOTHING : new Finding(Standing.ACCEPTED, freshness(known));
    }

    private Freshness freshness(Acceptance known) {
        var now = clock.instant();
        if (known.unanswered() != null && now.isBefore(known.unanswered().plus(RETRY))) {
            return Freshness.FRESH;
        }
        var age = Duration.between(known.confirmed(), now);
        if (age.compareTo(ttl.dividedBy(2)) < 0) {
            return Freshness.FRESH;
        }
        return age.compareTo(ttl) < 0 ? Freshness.RENEWABLE : Freshness.STALE;
    }

    private Duration remaining(Acceptance acceptance) {
        return Duration.between(clock.instant(), acceptance.confirmed().plus(OUTAGE));
    }

    private void notifyListeners(Caller caller) {
        listeners.forEach(listener -> listener.accept(caller));
    }

    private static Ticker ticker(InstantSource clock) {
        var start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }
}
