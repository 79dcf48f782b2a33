package com.quiltdata.mcp.catalog.rest;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.Credentials;
import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Keeps each caller's credentials under the SHA-256 of registry and token, at most 10,000 callers', while they are good.
 *
 * <p>One exchange at a time per caller: those who ask meanwhile wait for it, with a deadline, and callers never wait for
 * one another. A failed exchange fails the calls that waited for it and is not kept.
 */
final class CredentialsCache implements CredentialsSource {
    private static final int MAX_CALLERS = 10_000;
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("credentials").start(task);

    private final String registryUrl;
    private final Function<Caller, Credentials> exchange;
    private final Duration timeout;
    private final InstantSource clock;
    private final AsyncCache<String, Kept> cache;

    CredentialsCache(
            String registryUrl, Function<Caller, Credentials> exchange, Duration timeout, InstantSource clock) {
        this.registryUrl = registryUrl;
        this.exchange = exchange;
        this.timeout = timeout;
        this.clock = clock;
        // Async, because a synchronous loader would hold a bin of the map, and with it other callers' keys.
        this.cache = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .ticker(ticker(clock))
                .expireAfter(
                        Expiry.<String, Kept>creating((key, kept) -> Duration.between(clock.instant(), kept.until())))
                .buildAsync();
    }

    @Override
    public Credentials get(Caller caller) {
        var key = key(caller);
        var kept = Waiting.of(
                cache.get(key, (k, executor) -> load(caller)), timeout, "The registry gave no AWS credentials in time");
        if (kept.claimRefresh(clock.instant())) {
            refresh(key, caller, kept);
        }
        return kept.credentials();
    }

    @Override
    public void forget(Caller caller) {
        cache.synchronous().invalidate(key(caller));
    }

    @Override
    public void forget(Caller caller, Credentials refused) {
        var key = key(caller);
        var current = cache.getIfPresent(key);
        if (current != null
                && current.isDone()
                && !current.isCompletedExceptionally()
                && current.resultNow().credentials().equals(refused)) {
            cache.asMap().remove(key, current);
        }
    }

    private CompletableFuture<Kept> load(Caller caller) {
        var work = RequestId.carry(() -> Kept.since(clock.instant(), exchange.apply(caller)));
        return CompletableFuture.supplyAsync(work, VIRTUAL);
    }

    /** In the background; a failure leaves the old ones in place for another attempt, unless the session is refused. */
    private void refresh(String key, Caller caller, Kept old) {
        VIRTUAL.execute(() -> {
            try {
                var fresh = Kept.since(clock.instant(), exchange.apply(caller));
                cache.asMap().computeIfPresent(key, (k, current) -> CompletableFuture.completedFuture(fresh));
            } catch (Unauthenticated e) {
                forget(caller, old.credentials());
            } catch (CatalogException e) {
                old.refreshing().set(false);
            }
        });
    }

    private String key(Caller caller) {
        try {
            var text = registryUrl + '\n' + caller.bearer();
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Ticker ticker(InstantSource clock) {
        var start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }
}
