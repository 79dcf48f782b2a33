package com.quiltdata.mcp.breaker;

/** Permission for one exchange, after which {@link #end} must be called; {@code period} counts the breaker's states. */
public record Permit(Breaker breaker, String caller, long period, boolean inQuorum) {
    /** Reports the outcome of the exchange. */
    public void end(ExchangeOutcome outcome) {
        breaker.end(this, outcome);
    }
}
