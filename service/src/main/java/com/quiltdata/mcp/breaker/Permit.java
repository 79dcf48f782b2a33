package com.quiltdata.mcp.breaker;

/**
 * Permission for one exchange; {@link #end} must be called.
 *
 * @param period number of the breaker's state in which the permit was given, counted from its creation
 * @param inQuorum whether the caller counts in the quorum
 */
public record Permit(Breaker breaker, String caller, long period, boolean inQuorum) {
    /** Reports the outcome of the exchange. */
    public void end(ExchangeOutcome outcome) {
        breaker.end(this, outcome);
    }
}
