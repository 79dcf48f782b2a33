package com.quiltdata.mcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.tool.LimitExceededException.Limit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Limits the concurrent calls, in total and per caller, and each caller's calls per minute. Accepted callers and others
 * have separate limits. A call over a limit is rejected at once, not queued.
 */
final class CallLimiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_CALLERS = 10_000;
    private static final int CALLER_SHARE = 3;
    private static final int RESERVE_SHARE = 4;
    private static final int FEW_CALLS = 8;

    private final CallSlots accepted;
    private final CallSlots unjudged;
    private final Cache<String, RateLimiter> rates;
    private final RateLimiterConfig rate;
    private final Meters meters;

    CallLimiter(Limits limits, Meters meters) {
        this.meters = meters;
        meters.set(Metric.CALLS_LIMIT, limits.concurrent());
        this.accepted =
                new CallSlots(limits.concurrent(), limits.concurrentPerCaller(), limits.concurrent() / RESERVE_SHARE);
        this.unjudged = new CallSlots(limits.unjudged(), limits.concurrentPerCaller(), 0);
        this.rates = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build();
        this.rate = RateLimiterConfig.custom()
                .limitRefreshPeriod(MINUTE)
                .limitForPeriod(limits.perMinutePerCaller())
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /**
     * Counts the start of a call; {@link #leave} must be called at its end.
     *
     * @throws LimitExceededException when a limit is reached
     */
    void enter(Caller caller) {
        try {
            admit(caller);
        } catch (LimitExceededException e) {
            meters.count(Metric.GATE_REFUSALS, e.limit().reason());
            throw e;
        }
        meters.add(Metric.CALLS_UNDER_WAY, 1);
    }

    private void admit(Caller caller) {
        if (!rates.get(caller.digest(), name -> RateLimiter.of(name, rate)).acquirePermission()) {
            throw new LimitExceededException(Limit.RATE);
        }
        if (caller.isAccepted()) {
            accepted.enter(caller, Limit.SERVER);
        } else {
            unjudged.enter(caller, Limit.UNJUDGED);
        }
    }

    void leave(Caller caller) {
        meters.add(Metric.CALLS_UNDER_WAY, -1);
        (caller.isAccepted() ? accepted : unjudged).leave(caller);
    }

    /** Slots for concurrent calls. One caller gets a third at most, and the reserve only with few calls. */
    private static final class CallSlots {
        private final Semaphore free;
        private final int perCaller;
        private final int reserve;
        private final ConcurrentHashMap<String, Integer> running = new ConcurrentHashMap<>();

        CallSlots(int total, int perCaller, int reserve) {
            this.free = new Semaphore(total);
            this.perCaller = Math.min(perCaller, Math.max(1, total / CALLER_SHARE));
            this.reserve = reserve;
        }

        void enter(Caller caller, Limit full) {
            var count = running.merge(caller.digest(), 1, Integer::sum);
            if (count > perCaller) {
                release(caller);
                throw new LimitExceededException(Limit.CALLER);
            }
            if (!free.tryAcquire()) {
                release(caller);
                throw new LimitExceededException(full);
            }
            if (count > FEW_CALLS && free.availablePermits() < reserve) {
                leave(caller);
                throw new LimitExceededException(Limit.CALLER);
            }
        }

        void leave(Caller caller) {
            free.release();
            release(caller);
        }

        private void release(Caller caller) {
            running.computeIfPresent(caller.digest(), (_, calls) -> calls == 1 ? null : calls - 1);
        }
    }
}
