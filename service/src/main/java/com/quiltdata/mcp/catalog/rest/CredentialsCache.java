package com.quiltdata.mcp.catalog.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.concurrent.SingleFlight;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches each caller's credentials for one registry, by the SHA-256 of the token, for at most 10,000 callers, while
 * they are valid.
 *
 * <p>Only one exchange per caller runs at a time: concurrent calls wait for it, with a deadline, and callers never wait
 * for one another. A failed exchange fails the calls that waited for it and is not cached.
 */
final class CredentialsCache implements CredentialsSource {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsCache.class);
    private static final String LATE =
            "The registry's exchange for AWS credentials (/api/auth/get_credentials) did not respond in time"
                    + " (QUILT_SERVICE_TIMEOUT); try again, and check QUILT_REGISTRY_URL if it persists.";
    private static final int MAX_CALLERS = 10_000;

    private final Function<Caller, Credentials> exchange;
    private final Duration timeout;
    private final InstantSource clock;
    private final Meters meters;
    private final Cache<String, CachedCredentials> cache;
    private final SingleFlight<CachedCredentials> fetches;

    CredentialsCache(Function<Caller, Credentials> exchange, Duration timeout, InstantSource clock, Meters meters) {
        this.exchange = exchange;
        this.timeout = timeout;
        this.clock = clock;
        this.meters = meters;
        this.cache = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .ticker(ticker(clock))
                .expireAfter(Expiry.<String, CachedCredentials>writing(
                        (key, cached) -> Duration.between(clock.instant(), cached.until())))
                .build();
        this.fetches = new SingleFlight<>(cache::put);
    }

    @Override
    public Credentials get(Caller caller) {
        var key = caller.digest();
        var cached = cache.getIfPresent(key);
        meters.cacheLookup("credentials", cached != null);
        if (cached == null) {
            var fetch = fetches.join(key, () -> {
                var stored = cache.getIfPresent(key); // stored between the lookup and the join
                return stored == null ? fetch(caller) : stored;
            });
            return FetchAwaiter.await(fetch, timeout, LATE).credentials();
        }
        if (cached.claimRefresh(clock.instant())) {
            refresh(key, caller, cached);
        }
        return cached.credentials();
    }

    @Override
    public void forget(Caller caller) {
        var key = caller.digest();
        fetches.forget(key);
        cache.invalidate(key);
    }

    @Override
    public void forget(Caller caller, Credentials refused) {
        cache.asMap()
                .computeIfPresent(
                        caller.digest(), (key, cached) -> cached.credentials().equals(refused) ? null : cached);
    }

    private CachedCredentials fetch(Caller caller) {
        var outcome = "failed";
        try {
            var credentials = exchange.apply(caller);
            outcome = "ok";
            return CachedCredentials.since(clock.instant(), credentials);
        } catch (UnauthenticatedException | Failure.Denied e) {
            outcome = "refused";
            throw e;
        } catch (Failure e) {
            LOG.warn(AlarmMarker.MARKER, "no AWS credentials: {} caller={}", e.getMessage(), caller.getName());
            throw e;
        } finally {
            meters.count(Metric.CREDENTIAL_EXCHANGES, outcome);
        }
    }

    /**
     * Refreshes in the background; on failure the old credentials stay for another attempt, unless the session is
     * refused.
     */
    private void refresh(String key, Caller caller, CachedCredentials old) {
        var _ = fetches.join(key, () -> fetch(caller)).whenComplete((fresh, failure) -> {
            if (failure instanceof UnauthenticatedException) {
                forget(caller, old.credentials());
            }
            old.refreshing().set(failure == null);
        });
    }

    private static Ticker ticker(InstantSource clock) {
        var start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }
}
