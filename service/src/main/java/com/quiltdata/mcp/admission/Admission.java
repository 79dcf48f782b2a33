package com.quiltdata.mcp.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** Decides which requests are served before any work is done for them, by the catalog's verdict on the token. */
public final class Admission {
    private static final int MAX_NETWORKS = 10_000;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final VerdictCache verdicts;
    private final AdmissionLimits limits;
    private final InstantSource clock;
    private final Meters meters;
    private final TokenVerifier judgements;
    private final Semaphore unjudged;
    private final ClientNetworkLimits shared;
    private final Cache<String, ClientNetworkLimits> networks;

    /**
     * Creates an admission.
     *
     * @param judge asks the catalog about tokens without a fresh verdict
     * @param clock clock of the limits per client network
     */
    public Admission(
            VerdictCache verdicts, SessionVerifier judge, AdmissionLimits limits, InstantSource clock, Meters meters) {
        this.verdicts = verdicts;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.judgements = new TokenVerifier(verdicts, judge, limits, meters);
        this.unjudged = new Semaphore(limits.unjudged());
        this.shared = ClientNetworkLimits.unlimited(clock);
        this.networks = Caffeine.newBuilder()
                .maximumSize(MAX_NETWORKS)
                .expireAfterAccess(IDLE)
                .build();
    }

    /** Returns whether this caller's token is known as accepted. Never waits. */
    public boolean accepted(Caller caller) {
        return verdicts.find(caller).standing() == TokenStatus.ACCEPTED;
    }

    /**
     * Begins a request of this caller, and asks the catalog about the token if there is no fresh verdict. Never waits.
     */
    public RequestAdmission visit(Caller caller, ClientAddress from) {
        var network =
                from.shared() ? shared : networks.get(from.network(), _ -> ClientNetworkLimits.limited(limits, clock));
        var visit = new TokenRequestAdmission(this, caller, network);
        visit.begin();
        return visit;
    }

    VerdictCache verdicts() {
        return verdicts;
    }

    TokenVerifier judgements() {
        return judgements;
    }

    Duration patience() {
        return limits.patience();
    }

    Meters meters() {
        return meters;
    }

    /**
     * Takes a permit for a request without a verdict. Returns false if the server or the client network has none left.
     */
    boolean enter(ClientNetworkLimits network) {
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

    /** Releases a permit for a request without a verdict. */
    void leave(ClientNetworkLimits network) {
        unjudged.release();
        network.unjudged().release();
        meters.unjudged(-1);
    }
}
