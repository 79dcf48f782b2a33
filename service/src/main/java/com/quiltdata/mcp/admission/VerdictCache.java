package com.quiltdata.mcp.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The catalog's verdicts on tokens, by digest. Invented tokens evict no acceptance: refusals are cached apart. */
public final class VerdictCache implements SessionObserver {
    private static final Duration OUTAGE = Duration.ofMinutes(15);
    private static final Duration REFUSAL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LATE_VERDICT = Duration.ofMinutes(5);
    private static final Duration IDENTITY = Duration.ofHours(1);
    private static final int MAX_TOKENS = 10_000;

    enum Freshness {
        /** The verdict is used; the catalog is not asked. */
        FRESH,
        /** The verdict is used while the catalog is asked again. */
        RENEWABLE,
        /** The catalog is asked, and the request waits. */
        STALE
    }

    record TokenLookup(TokenStatus status, Freshness freshness) {
        private static final TokenLookup NOTHING = new TokenLookup(TokenStatus.UNJUDGED, Freshness.STALE);
        private static final TokenLookup REFUSED = new TokenLookup(TokenStatus.REFUSED, Freshness.FRESH);
    }

    /** An acceptance, the question it answers, when the catalog confirmed it, and when it last gave no verdict since. */
    private record Acceptance(
            @Nullable String role,
            long question,
            Instant confirmed,
            @Nullable Instant unanswered) {}

    /** A refusal, and whether it was counted against a client network. */
    private record Refusal(AtomicBoolean claimed) {}

    private final Duration ttl;
    private final InstantSource clock;
    private final Cache<String, Acceptance> acceptances;
    private final Cache<String, Refusal> refusals;
    private final Cache<String, Long> refusedQuestions;
    private final AtomicLong questions = new AtomicLong();
    private final Cache<String, Caller.User> users;
    private final List<Consumer<Caller>> listeners = new CopyOnWriteArrayList<>();

    /** Creates an empty cache, where an acceptance is fresh for {@code ttl}. */
    public VerdictCache(Duration ttl, InstantSource clock) {
        this.ttl = ttl;
        this.clock = clock;
        this.acceptances = builder(clock)
                .expireAfter(Expiry.<String, Acceptance>writing((_, acceptance) -> remaining(acceptance)))
                .build();
        this.refusals = builder(clock).expireAfterWrite(REFUSAL).build();
        this.refusedQuestions = builder(clock).expireAfterWrite(LATE_VERDICT).build();
        this.users = builder(clock).expireAfterWrite(IDENTITY).build();
    }

    /** Returns a builder of caches that every call writes to; by default each write would wake a thread for upkeep. */
    private static Caffeine<Object, Object> builder(InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .ticker(ticker(clock))
                .executor(Runnable::run);
    }

    /** Adds a listener, which is called for a caller whose role has changed or whose accepted token was refused. */
    public void onChange(Consumer<Caller> listener) {
        listeners.add(listener);
    }

    @Override
    public long question() {
        return questions.incrementAndGet();
    }

    @Override
    public void accepted(Caller caller, @Nullable String role, long question) {
        var changed = new AtomicBoolean();
        acceptances.asMap().compute(caller.digest(), (digest, known) -> {
            if (isRefusedAfter(digest, question) || (known != null && known.question() > question)) {
                return known;
            }
            refusals.invalidate(digest);
            var earlier = known == null ? null : known.role();
            changed.set(role != null && earlier != null && !role.equals(earlier));
            return new Acceptance(role == null ? earlier : role, question, clock.instant(), null);
        });
        if (changed.get()) {
            notifyListeners(caller);
        }
    }

    @Override
    public void roleChanged(Caller caller, String role, long question) {
        acceptances
                .asMap()
                .compute(
                        caller.digest(),
                        (digest, known) -> isRefusedAfter(digest, question)
                                ? known
                                : new Acceptance(role, question(), clock.instant(), null));
        notifyListeners(caller);
    }

    private boolean isRefusedAfter(String digest, long question) {
        var refused = refusedQuestions.getIfPresent(digest);
        return refused != null && refused > question;
    }

    @Override
    public void identified(Caller caller, Caller.User user) {
        users.put(caller.digest(), user);
    }

    /** Returns the caller marked as accepted, with the token's user if the catalog has named one. */
    Caller marked(Caller caller) {
        return caller.accepted(users.getIfPresent(caller.digest()));
    }

    @Override
    public void refused(Caller caller, long question) {
        var accepted = new AtomicBoolean();
        acceptances.asMap().compute(caller.digest(), (digest, known) -> {
            if (known != null && known.question() > question) {
                return known;
            }
            refusedQuestions.asMap().merge(digest, question, Math::max);
            refusals.asMap()
                    .compute(
                            digest,
                            (_, refusal) -> new Refusal(refusal == null ? new AtomicBoolean() : refusal.claimed()));
            accepted.set(known != null);
            return null;
        });
        if (accepted.get()) {
            notifyListeners(caller);
        }
    }

    /** Records that the token is refused as of now. */
    public void refused(Caller caller) {
        refused(caller, question());
    }

    /** Records that the caller's token was revoked: it is refused, and the listeners drop what they keep for it. */
    public void revoked(Caller caller) {
        var accepted = acceptances.getIfPresent(caller.digest()) != null;
        refused(caller);
        if (!accepted) {
            notifyListeners(caller);
        }
    }

    /** Marks a refusal of the caller as counted against a client network; false if there is none to count. */
    boolean claimRefusal(Caller caller) {
        var refusal = refusals.getIfPresent(caller.digest());
        return refusal != null && refusal.claimed().compareAndSet(false, true);
    }

    /** Records that the catalog was asked about this caller and gave no verdict. */
    void unanswered(Caller caller) {
        acceptances
                .asMap()
                .computeIfPresent(
                        caller.digest(),
                        (_, known) ->
                                new Acceptance(known.role(), known.question(), known.confirmed(), clock.instant()));
    }

    TokenLookup find(Caller caller) {
        if (refusals.getIfPresent(caller.digest()) != null) {
            return TokenLookup.REFUSED;
        }
        var known = acceptances.getIfPresent(caller.digest());
        return known == null ? TokenLookup.NOTHING : new TokenLookup(TokenStatus.ACCEPTED, freshness(known));
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
