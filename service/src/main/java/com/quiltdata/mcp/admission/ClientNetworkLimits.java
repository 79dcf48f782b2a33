package com.quiltdata.mcp.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** Limits of one client network: judgements and unjudged requests under way, and refused tokens. */
final class ClientNetworkLimits {
    private static final double MINUTE = 60e9; // nanoseconds

    private final Semaphore judgements;
    private final Semaphore unjudged;
    private final int capacity;
    private final int perMinute;
    private final InstantSource clock;
    private double tokens;
    private Instant filled;

    ClientNetworkLimits(AdmissionLimits limits, InstantSource clock) {
        this.judgements = new Semaphore(limits.judgementsPerNetwork(), true);
        this.unjudged = new Semaphore(Math.max(1, limits.unjudged() / 2));
        this.capacity = limits.refusals();
        this.perMinute = limits.refusalsPerMinute();
        this.clock = clock;
        this.tokens = capacity;
        this.filled = clock.instant();
    }

    Semaphore judgements() {
        return judgements;
    }

    Semaphore unjudged() {
        return unjudged;
    }

    synchronized void refused() {
        refill();
        tokens = Math.max(0, tokens - 1);
    }

    /** Returns whether this network has used up its refused tokens for now. */
    synchronized boolean exhausted() {
        refill();
        return tokens < 1;
    }

    private void refill() {
        var now = clock.instant();
        double passed = Math.max(0, Duration.between(filled, now).toNanos());
        tokens = Math.min(capacity, tokens + passed * perMinute / MINUTE);
        filled = now;
    }
}
