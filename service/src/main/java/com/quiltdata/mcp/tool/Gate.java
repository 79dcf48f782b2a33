package com.quiltdata.mcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.auth.Caller;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets calls in: so many at once, so many of one caller at once, so many of one caller a minute. Nobody waits in it;
 * who does not get in is told when to come back.
 */
final class Gate {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int CALLERS = 10_000;

    private final Semaphore all;
    private final int perCaller;
    private final ConcurrentHashMap<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Cache<String, RateLimiter> rates;
    private final RateLimiterConfig rate;

    Gate(Limits limits) {
        this.all = new Semaphore(limits.concurrent());
        this.perCaller = limits.concurrentPerCaller();
        this.rates = Caffeine.newBuilder()
                .maximumSize(CALLERS)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build();
        this.rate = RateLimiterConfig.custom()
                .limitRefreshPeriod(MINUTE)
                .limitForPeriod(limits.perMinutePerCaller())
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** Why this caller does not get in now, in one word; empty when in, and then {@link #leave} is due. */
    Optional<String> enter(Caller caller) {
        var key = caller.digest();
        if (!rates.get(key, name -> RateLimiter.of(name, rate)).acquirePermission()) {
            return Optional.of("rate");
        }
        if (underWay.merge(key, 1, Integer::sum) > perCaller) {
            release(key);
            return Optional.of("caller");
        }
        if (!all.tryAcquire()) {
            release(key);
            return Optional.of("server");
        }
        return Optional.empty();
    }

    void leave(Caller caller) {
        all.release();
        release(caller.digest());
    }

    private void release(String key) {
        underWay.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
}
