package com.quiltdata.mcp.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.admission.VerdictCache.Freshness;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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

    /** Creates an admission; {@code judge} asks the catalog about tokens without a fresh verdict. */
    public Admission(
            VerdictCache verdicts, SessionVerifier judge, AdmissionLimits limits, InstantSource clock, Meters meters) {
        this.verdicts = verdicts;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.judgements = new TokenVerifier(verdicts, judge, limits, meters);
        this.unjudged = new Semaphore(limits.unjudged());
        this.shared = new ClientNetworkLimits(AdmissionLimits.NONE, clock);
        this.networks = Caffeine.newBuilder()
                .maximumSize(MAX_NETWORKS)
                .expireAfterAccess(IDLE)
                .build();
    }

    /** Returns whether this caller's token is known as accepted. Never waits. */
    public boolean accepted(Caller caller) {
        return verdicts.find(caller).status() == TokenStatus.ACCEPTED;
    }

    /** Begins a request; asks the catalog about the token if there is no fresh verdict. Never waits. */
    public RequestAdmission visit(Caller caller, ClientAddress from) {
        var network =
                from.shared() ? shared : networks.get(from.network(), _ -> new ClientNetworkLimits(limits, clock));
        return new RequestAdmission(caller, network);
    }

    /** Admission of one request by the verdict on its token, from its headers to the end of its response. */
    public final class RequestAdmission implements AutoCloseable {
        private final Caller caller;
        private final ClientNetworkLimits network;
        private @Nullable CompletableFuture<Verdict> judgement;
        private Duration patience = limits.patience();
        private boolean entered;
        private boolean refused;

        private RequestAdmission(Caller caller, ClientNetworkLimits network) {
            this.caller = caller;
            this.network = network;
            var known = verdicts.find(caller);
            meters.cacheLookup("verdicts", known.status() != TokenStatus.UNJUDGED);
            if (known.freshness() != Freshness.FRESH) {
                judgement = judgements.begin(caller, network);
            }
        }

        /** Returns the known status of the token. Never waits. */
        public TokenStatus now() {
            return counted(verdicts.find(caller).status());
        }

        /** Returns the caller marked as accepted, with the user whom the catalog named. */
        public Caller acceptedCaller() {
            return verdicts.marked(caller);
        }

        private TokenStatus counted(TokenStatus status) {
            if (status == TokenStatus.REFUSED && !refused) {
                refused = true;
                meters.count(Metric.ADMISSION_REFUSALS, "token");
            }
            return status;
        }

        /** Returns the status of the token after waiting for a pending verdict, at most 3 s in total. */
        public TokenStatus await() {
            var known = verdicts.find(caller);
            if (known.freshness() != Freshness.STALE || patience.isNegative()) {
                return counted(known.status());
            }
            var start = System.nanoTime();
            try {
                awaitJudgement(known.status());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                patience = patience.minusNanos(System.nanoTime() - start);
            }
            return now();
        }

        private void awaitJudgement(TokenStatus known) throws InterruptedException {
            var deadline = System.nanoTime() + patience.toNanos();
            if (judgement == null) {
                // An accepted caller keeps the old verdict if no permit is free.
                var wait = known == TokenStatus.ACCEPTED ? Duration.ZERO : patience;
                judgement = judgements.begin(caller, network, wait);
            }
            if (judgement == null) {
                return;
            }
            try {
                var _ = judgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                patience = Duration.ofNanos(-1); // no verdict will come in time
            }
        }

        /** Takes a permit, released by {@link #close}; false if none is left. Accepted callers need none. */
        public boolean enter() {
            if (entered || now() == TokenStatus.ACCEPTED) {
                return true;
            }
            if (network.exhausted()) {
                meters.count(Metric.ADMISSION_REFUSALS, "refused_tokens");
                return false;
            }
            entered = network.unjudged().tryAcquire();
            if (entered && !unjudged.tryAcquire()) {
                network.unjudged().release();
                entered = false;
            }
            if (entered) {
                meters.add(Metric.UNJUDGED_UNDER_WAY, 1);
            } else {
                meters.count(Metric.ADMISSION_REFUSALS, "unjudged");
            }
            return entered;
        }

        @Override
        public void close() {
            if (entered) {
                entered = false;
                unjudged.release();
                network.unjudged().release();
                meters.add(Metric.UNJUDGED_UNDER_WAY, -1);
                if (verdicts.claimRefusal(caller)) {
                    network.refused();
                }
            }
        }
    }
}
