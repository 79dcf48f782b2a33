package com.quiltdata.mcp.breaker;

/** Permission for one exchange, given in this state of the breaker; {@link #end} must be called. */
public record Permit(Breaker breaker, String caller, long period, boolean inQuorum) {
    /** Reports the outcome of the exchange. */
    public void end(ExchangeOutcome outcome) {
        breaker.end(this, outcome);
    }
}
