package com.quiltdata.mcp.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A token bucket, full at first. The rate limiter of the tools' calls is not used here: it gives all permits back at
 * once at the end of a period, so that it cannot allow 60 requests at once and then 2 a second.
 */
final class TokenBucket {
    private static final double SECOND = 1e9; // nanoseconds

    private final SignInLimits.Rate rate;
    private final InstantSource clock;
    private double tokens;
    private Instant filled;

    TokenBucket(SignInLimits.Rate rate, InstantSource clock) {
        this.rate = rate;
        this.clock = clock;
        this.tokens = rate.burst();
        this.filled = clock.instant();
    }

    /** Takes a token; returns the time until the next one, in whole seconds and at least one, if there is none. */
    synchronized Optional<Duration> take() {
        var now = clock.instant();
        double passed = Math.max(0, Duration.between(filled, now).toNanos());
        tokens = Math.min(rate.burst(), tokens + passed * rate.perSecond() / SECOND);
        filled = now;
        if (tokens < 1) {
            return Optional.of(Duration.ofSeconds((long) Math.ceil((1 - tokens) / rate.perSecond())));
        }
        tokens--;
        return Optional.empty();
    }
}
