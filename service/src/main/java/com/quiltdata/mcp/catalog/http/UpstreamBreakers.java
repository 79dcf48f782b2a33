package com.quiltdata.mcp.catalog.http;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.breaker.ExchangeOutcome;
import com.quiltdata.mcp.breaker.Permit;
import com.quiltdata.mcp.catalog.Failure;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** The circuit breakers of the registry, shared by GraphQL and REST, and of the catalog. */
record UpstreamBreakers(BreakerRegistry breakers) {
    /**
     * Admits an exchange.
     *
     * @throws Failure.Unavailable while the upstream's breaker is open: nothing was sent
     */
    Permit enter(Upstream to, @Nullable Caller caller) {
        var breaker = breakers.of(to.kind().equals("catalog") ? "catalog" : "registry");
        return breaker.tryEnter(caller == null ? "" : caller.digest(), caller == null || caller.isAccepted())
                .orElseThrow(() -> new Failure.Unavailable(
                        to.noun() + " has been out of reach or failing (" + to.setting()
                                + "), so nothing was sent; try again in " + breaker.retryAfterSeconds() + " s.",
                        null));
    }

    /**
     * Classifies a fault. A response whose head exceeds the limits is one, and may be due to what this caller asked for.
     *
     * @param hurried whether the time limit was too short to blame the upstream for missing it
     */
    static ExchangeOutcome outcome(@Nullable Throwable fault, boolean hurried) {
        return switch (fault) {
            case TimeoutException _ when hurried -> ExchangeOutcome.UNKNOWN;
            case MessageConstraintException _ -> ExchangeOutcome.ANSWERED;
            case null, default -> ExchangeOutcome.of(fault);
        };
    }
}
