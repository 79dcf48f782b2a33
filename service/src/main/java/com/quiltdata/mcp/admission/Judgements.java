package com.quiltdata.mcp.admission;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.RequestId;
import com.quiltdata.mcp.catalog.SessionJudge;
import com.quiltdata.mcp.catalog.SessionJudge.Verdict;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions to the catalog under way: at most one per token, bounded in all and per client network. */
final class Judgements {
    private static final Logger LOG = LoggerFactory.getLogger(Judgements.class);

    private final Verdicts verdicts;
    private final SessionJudge judge;
    private final Duration limit;
    private final Meters meters;
    private final Semaphore slots;
    private final ConcurrentMap<String, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

    Judgements(Verdicts verdicts, SessionJudge judge, AdmissionLimits limits, Meters meters) {
        this.verdicts = verdicts;
        this.judge = judge;
        this.limit = limits.patience();
        this.meters = meters;
        this.slots = new Semaphore(limits.judgements(), true);
    }

    /** The judgement of this token that is under way, or a new one; null where it cannot begin now. Never waits. */
    @Nullable
    CompletableFuture<Verdict> begin(Caller caller, ClientNetwork network) {
        try {
            return begin(caller, network, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The judgement of this token that is under way, or a new one; null where it cannot begin in time. */
    @Nullable
    CompletableFuture<Verdict> begin(Caller caller, ClientNetwork network, Duration wait) throws InterruptedException {
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

    /** Whether the catalog may be asked about this token; invented ones must not flood it. */
    private boolean asks(Caller caller, ClientNetwork network) {
        return !network.exhausted() || verdicts.find(caller).standing() == Standing.ACCEPTED;
    }

    /** Starts a judgement in the two slots that are held, or gives them back where another has begun meanwhile. */
    private CompletableFuture<Verdict> start(Caller caller, ClientNetwork network) {
        var judgement = new CompletableFuture<Verdict>();
        var other = underWay.putIfAbsent(caller.digest(), judgement);
        if (other != null) {
            release(network);
            return other;
        }
        Thread.ofVirtual().name("judgement").start(RequestId.along(() -> run(caller, network, judgement)));
        return judgement;
    }

    private void run(Caller caller, ClientNetwork network, CompletableFuture<Verdict> judgement) {
        Verdict verdict = new Verdict.None();
        try {
            verdict = ByteBudget.scope(() -> judge.judge(marked(caller), limit));
        } catch (RuntimeException e) {
            LOG.error("A token could not be judged. caller={}", caller.getName(), e);
        } finally {
            end(caller, network, verdict);
            underWay.remove(caller.digest(), judgement);
            judgement.complete(verdict);
        }
    }

    /** The caller, marked as accepted where an earlier judgement has said so: no balancer's refusal undoes that. */
    private Caller marked(Caller caller) {
        return verdicts.find(caller).standing() == Standing.ACCEPTED ? caller.accepted() : caller;
    }

    /** Keeps the verdict and gives the slots back, whatever those who hear of the verdict do. */
    private void end(Caller caller, ClientNetwork network, Verdict verdict) {
        try {
            keep(caller, network, verdict);
        } catch (RuntimeException e) {
            LOG.error("What follows from a verdict could not be done. caller={}", caller.getName(), e);
        } finally {
            release(network);
        }
    }

    private void keep(Caller caller, ClientNetwork network, Verdict verdict) {
        switch (verdict) {
            case Verdict.Accepted(var role) -> verdicts.accepted(caller, role);
            case Verdict.Refused() -> {
                verdicts.refused(caller);
                if (verdicts.claimRefusal(caller)) {
                    network.refused();
                }
            }
            case Verdict.None() -> verdicts.unanswered(caller);
        }
        meters.judged(outcome(verdict));
    }

    private static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted _ -> "accepted";
            case Verdict.Refused _ -> "refused";
            case Verdict.None _ -> "none";
        };
    }

    private void release(ClientNetwork network) {
        slots.release();
        network.judgements().release();
    }
}
