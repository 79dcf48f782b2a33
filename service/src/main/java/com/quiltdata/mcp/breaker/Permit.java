package com.quiltdata.mcp.breaker;

/** Permission for one exchange; {@link #end} must be called. */
public final class Permit {
    private final Breaker breaker;
    private final String caller;
    private final long period;
    private final boolean heard;

    Permit(Breaker breaker, String caller, long period, boolean heard) {
        this.breaker = breaker;
        this.caller = caller;
        this.period = period;
        this.heard = heard;
    }

    /** Reports the outcome of the exchange. */
    public void end(ExchangeOutcome ending) {
        breaker.ended(this, ending);
    }

    /** Returns whether the caller counts in the quorum. */
    boolean heard() {
        return heard;
    }

    String caller() {
        return caller;
    }

    /** Returns the number of the breaker's state in which the permit was given, counted from its creation. */
    long period() {
        return period;
    }
}
