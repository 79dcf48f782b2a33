package com.quiltdata.mcp.admission;

import com.quiltdata.mcp.admission.VerdictCache.Freshness;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Admission of one request by the verdict on its token. */
final class TokenRequestAdmission implements RequestAdmission {
    private final Admission admission;
    private final Caller caller;
    private final ClientNetworkLimits network;
    private @Nullable CompletableFuture<Verdict> judgement;
    private Duration patience;
    private boolean inside;
    private boolean refused;

    TokenRequestAdmission(Admission admission, Caller caller, ClientNetworkLimits network) {
        this.admission = admission;
        this.caller = caller;
        this.network = network;
        this.patience = admission.patience();
    }

    /** Asks the catalog about the token if there is no fresh verdict. */
    void begin() {
        var found = admission.verdicts().find(caller);
        admission.meters().cacheLookup("verdicts", found.standing() != TokenStatus.UNJUDGED);
        if (found.freshness() != Freshness.FRESH) {
            judgement = admission.judgements().begin(caller, network);
        }
    }

    @Override
    public TokenStatus now() {
        return counted(admission.verdicts().find(caller).standing());
    }

    private TokenStatus counted(TokenStatus standing) {
        if (standing == TokenStatus.REFUSED && !refused) {
            refused = true;
            admission.meters().turnedAway("token");
        }
        return standing;
    }

    @Override
    public TokenStatus await() {
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

    private void awaitJudgement(TokenStatus known) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        if (judgement == null) {
            // An accepted caller keeps the old verdict if no permit is free.
            var wait = known == TokenStatus.ACCEPTED ? Duration.ZERO : patience;
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
        if (inside || now() == TokenStatus.ACCEPTED) {
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
