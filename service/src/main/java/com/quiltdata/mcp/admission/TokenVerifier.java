package com.quiltdata.mcp.admission;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the catalog about tokens: one judgement per token under way, limited in all and per client network. */
final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    private final VerdictCache verdicts;
    private final SessionVerifier judge;
    private final Duration limit;
    private final Meters meters;
    private final Semaphore slots;
    private final ConcurrentMap<String, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

    TokenVerifier(VerdictCache verdicts, SessionVerifier judge, AdmissionLimits limits, Meters meters) {
        this.verdicts = verdicts;
        this.judge = judge;
        this.limit = limits.patience();
        this.meters = meters;
        this.slots = new Semaphore(limits.judgements(), true);
    }

    /** Returns the token's judgement under way, or starts one; null if none can start now. Never waits. */
    @Nullable
    CompletableFuture<Verdict> begin(Caller caller, ClientNetworkLimits network) {
        try {
            return begin(caller, network, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Returns the token's judgement under way, or starts one; null if none can start in time. */
    @Nullable
    CompletableFuture<Verdict> begin(Caller caller, ClientNetworkLimits network, Duration wait)
            throws InterruptedException {
        var deadline = System.nanoTime() + wait.toNanos();
        var joined = underWay.get(caller.digest());
        if (joined != null
                || !asks(caller, network)
                || !network.judgements().tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            return joined;
        }
        if (!asks(caller, network)
                || !slots.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            network.judgements().release();
            return null;
        }
        return start(caller, network);
    }

    /** Returns whether the catalog may be asked about this token; invented tokens must not flood it. */
    private boolean asks(Caller caller, ClientNetworkLimits network) {
        return !network.exhausted() || verdicts.find(caller).status() == TokenStatus.ACCEPTED;
    }

    /** Starts a judgement with the two permits held; releases them if another of the token has started or ended. */
    private CompletableFuture<Verdict> start(Caller caller, ClientNetworkLimits network) {
        var judgement = new CompletableFuture<Verdict>();
        var other = underWay.putIfAbsent(caller.digest(), judgement);
        if (other != null) {
            release(network);
            return other;
        }
        // A judgement stores its verdict before it stops being under way.
        if (verdicts.find(caller).freshness() == VerdictCache.Freshness.FRESH) {
            release(network);
            complete(caller, judgement, new Verdict.None());
            return judgement;
        }
        Tasks.run("judgement", () -> run(caller, network, judgement));
        return judgement;
    }

    private void run(Caller caller, ClientNetworkLimits network, CompletableFuture<Verdict> judgement) {
        Verdict verdict = new Verdict.None();
        var question = verdicts.question();
        try {
            verdict = ByteBudget.scope(() -> judge.judge(marked(caller), limit));
        } catch (RuntimeException e) {
            LOG.error("The judgement of a token failed. caller={}", caller.getName(), e);
        } finally {
            end(caller, network, verdict, question);
            complete(caller, judgement, verdict);
        }
    }

    private void complete(Caller caller, CompletableFuture<Verdict> judgement, Verdict verdict) {
        underWay.remove(caller.digest(), judgement);
        judgement.complete(verdict);
    }

    /** Marks an accepted caller, because a refusal by the load balancer does not undo an acceptance. */
    private Caller marked(Caller caller) {
        return verdicts.find(caller).status() == TokenStatus.ACCEPTED ? caller.accepted() : caller;
    }

    /** Stores the verdict and releases the permits, even if a listener of the verdict fails. */
    private void end(Caller caller, ClientNetworkLimits network, Verdict verdict, long question) {
        try {
            keep(caller, network, verdict, question);
        } catch (RuntimeException e) {
            LOG.error("A verdict could not be applied. caller={}", caller.getName(), e);
        } finally {
            release(network);
        }
    }

    private void keep(Caller caller, ClientNetworkLimits network, Verdict verdict, long question) {
        var outcome = switch (verdict) {
            case Verdict.Accepted(var role) -> {
                verdicts.accepted(caller, role, question);
                yield "accepted";
            }
            case Verdict.Refused() -> {
                verdicts.refused(caller, question);
                if (verdicts.claimRefusal(caller)) {
                    network.refused();
                }
                yield "refused";
            }
            case Verdict.None() -> {
                verdicts.unanswered(caller);
                yield "none";
            }
        };
        meters.count(Metric.JUDGEMENTS, outcome);
    }

    private void release(ClientNetworkLimits network) {
        slots.release();
        network.judgements().release();
    }
}
