package com.quiltdata.mcp.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** Limits of one client network: judgements and unjudged requests under way, and refused tokens. */
final class ClientNetworkLimits {
    /** One minute in nanoseconds. */
    private static final double MINUTE = 60e9;

    private final Semaphore judgements;
    private final Semaphore unjudged;
    private final int capacity;
    private final int perMinute;
    private final InstantSource clock;
    private double tokens;
    private Instant filled;

    private ClientNetworkLimits(int judgements, int unjudged, int capacity, int perMinute, InstantSource clock) {
        this.judgements = new Semaphore(judgements, true);
        this.unjudged = new Semaphore(unjudged);
        this.capacity = capacity;
        this.perMinute = perMinute;
        this.clock = clock;
        this.tokens = capacity;
        this.filled = clock.instant();
    }

    /** Returns a network with these limits. */
    static ClientNetworkLimits limited(AdmissionLimits limits, InstantSource clock) {
        return new ClientNetworkLimits(
                limits.judgementsPerNetwork(),
                Math.max(1, limits.unjudged() / 2),
                limits.refusals(),
                limits.refusalsPerMinute(),
                clock);
    }

    /** Returns a network without limits of its own. */
    static ClientNetworkLimits unlimited(InstantSource clock) {
        return new ClientNetworkLimits(
                Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, clock);
    }

    /** Permits for judgements under way. */
    Semaphore judgements() {
        return judgements;
    }

    /** Permits for requests under way without a verdict. */
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
