package com.quiltdata.mcp.breaker;

/** One exchange that a breaker let through; {@link #end} is due. */
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

    /** Reports how the exchange ended. */
    public void end(ExchangeOutcome ending) {
        breaker.ended(this, ending);
    }

    /** Whether the caller counts in the quorum. */
    boolean heard() {
        return heard;
    }

    String caller() {
        return caller;
    }

    /** Which of the breaker's states, counted from its beginning, it was given in. */
    long period() {
        return period;
    }
}
