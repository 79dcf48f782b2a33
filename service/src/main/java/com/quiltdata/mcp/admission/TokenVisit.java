package com.quiltdata.mcp.admission;

import com.quiltdata.mcp.admission.Verdicts.Freshness;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.SessionJudge.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request's way through admission, by the verdict on its token. */
final class TokenVisit implements Visit {
    private final Admission admission;
    private final Caller caller;
    private final ClientNetwork network;
    private @Nullable CompletableFuture<Verdict> judgement;
    private Duration patience;
    private boolean inside;
    private boolean refused;

    TokenVisit(Admission admission, Caller caller, ClientNetwork network) {
        this.admission = admission;
        this.caller = caller;
        this.network = network;
        this.patience = admission.patience();
    }

    /** Starts to ask the catalog where there is no fresh verdict. */
    void begin() {
        var found = admission.verdicts().find(caller);
        admission.meters().looked("verdicts", found.standing() != Standing.UNJUDGED);
        if (found.freshness() != Freshness.FRESH) {
            judgement = admission.judgements().begin(caller, network);
        }
    }

    @Override
    public Standing now() {
        return counted(admission.verdicts().find(caller).standing());
    }

    private Standing counted(Standing standing) {
        if (standing == Standing.REFUSED && !refused) {
            refused = true;
            admission.meters().turnedAway("token");
        }
        return standing;
    }

    @Override
    public Standing await() {
        var found = admission.verdicts().find(caller);
        if (found.freshness() != Freshness.STALE || patience.isNegative()) {
            return counted(found.standing());
        }
        var start = System.nanoTime();
        try {
            awaitJudgement(found.standing());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            patience = patience.minusNanos(System.nanoTime() - start);
        }
        return now();
    }

    private void awaitJudgement(Standing known) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        if (judgement == null) {
            // An accepted caller goes on with the old verdict where there is no slot.
            var wait = known == Standing.ACCEPTED ? Duration.ZERO : patience;
            judgement = admission.judgements().begin(caller, network, wait);
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

    @Override
    public boolean enter() {
        if (inside || now() == Standing.ACCEPTED) {
            return true;
        }
        if (network.exhausted()) {
            admission.meters().turnedAway("refused_tokens");
            return false;
        }
        inside = admission.enter(network);
        if (!inside) {
            admission.meters().turnedAway("unjudged");
        }
        return inside;
    }

    @Override
    public void close() {
        if (inside) {
            inside = false;
            admission.leave(network);
            if (admission.verdicts().claimRefusal(caller)) {
                network.refused();
            }
        }
    }
}
