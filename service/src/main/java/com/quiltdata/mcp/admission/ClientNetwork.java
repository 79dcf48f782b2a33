package com.quiltdata.mcp.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** What one client network has under way, and how many refused tokens it may still present. */
final class ClientNetwork {
    /** In nanoseconds. */
    private static final double MINUTE = 60e9;

    private final Semaphore judgements;
    private final Semaphore unjudged;
    private final int capacity;
    private final int perMinute;
    private final InstantSource clock;
    private double tokens;
    private Instant filled;

    private ClientNetwork(int judgements, int unjudged, int capacity, int perMinute, InstantSource clock) {
        this.judgements = new Semaphore(judgements, true);
        this.unjudged = new Semaphore(unjudged);
        this.capacity = capacity;
        this.perMinute = perMinute;
        this.clock = clock;
        this.tokens = capacity;
        this.filled = clock.instant();
    }

    /** A network with its own limits. */
    static ClientNetwork limited(AdmissionLimits limits, InstantSource clock) {
        return new ClientNetwork(
                limits.judgementsPerNetwork(),
                Math.max(1, limits.unjudged() / 2),
                limits.refusals(),
                limits.refusalsPerMinute(),
                clock);
    }

    /** A network that is bound by no limit of its own. */
    static ClientNetwork unlimited(InstantSource clock) {
        return new ClientNetwork(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, clock);
    }

    /** The slots for judgements under way. */
    Semaphore judgements() {
        return judgements;
    }

    /** The places for requests under way without a verdict. */
    Semaphore unjudged() {
        return unjudged;
    }

    /** Counts a refused token. */
    synchronized void refused() {
        refill();
        tokens = Math.max(0, tokens - 1);
    }

    /** Whether this network may present no more unjudged tokens for now. */
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
