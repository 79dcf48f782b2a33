package com.quiltdata.mcp.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.SessionJudge;
import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** Decides who comes in before any work is done for them, by the catalog's verdict on the token. */
public final class Admission {
    private static final int MAX_NETWORKS = 10_000;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Verdicts verdicts;
    private final AdmissionLimits limits;
    private final InstantSource clock;
    private final Meters meters;
    private final Judgements judgements;
    private final Semaphore unjudged;
    private final ClientNetwork shared;
    private final Cache<String, ClientNetwork> networks;

    /**
     * An admission that asks the judge about tokens without a fresh verdict.
     *
     * @param clock of the limits per client network
     */
    public Admission(
            Verdicts verdicts, SessionJudge judge, AdmissionLimits limits, InstantSource clock, Meters meters) {
        this.verdicts = verdicts;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.judgements = new Judgements(verdicts, judge, limits, meters);
        this.unjudged = new Semaphore(limits.unjudged());
        this.shared = ClientNetwork.unlimited(clock);
        this.networks = Caffeine.newBuilder()
                .maximumSize(MAX_NETWORKS)
                .expireAfterAccess(IDLE)
                .build();
    }

    /** Whether this caller's token is known as accepted. Never waits. */
    public boolean accepted(Caller caller) {
        return verdicts.find(caller).standing() == Standing.ACCEPTED;
    }

    /** Begins a request of this caller; starts to ask the catalog where there is no fresh verdict. Never waits. */
    public Visit visit(Caller caller, ClientAddress from) {
        var network = from.shared() ? shared : networks.get(from.network(), _ -> ClientNetwork.limited(limits, clock));
        var visit = new TokenVisit(this, caller, network);
        visit.begin();
        return visit;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    Judgements judgements() {
        return judgements;
    }

    Duration patience() {
        return limits.patience();
    }

    Meters meters() {
        return meters;
    }

    /** Takes a place among the requests without a verdict. */
    boolean enter(ClientNetwork network) {
        if (!network.unjudged().tryAcquire()) {
            return false;
        }
        if (!unjudged.tryAcquire()) {
            network.unjudged().release();
            return false;
        }
        meters.unjudged(1);
        return true;
    }

    /** Returns a place among the requests without a verdict. */
    void leave(ClientNetwork network) {
        unjudged.release();
        network.unjudged().release();
        meters.unjudged(-1);
    }
}
