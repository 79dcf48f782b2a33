package com.quiltdata.mcp.breaker;

/** One exchange that a breaker let through; {@link #end} is due. */
public final class Permit {
    private final Breaker breaker;
    private final String caller;
    private final long period;

    Permit(Breaker breaker, String caller, long period) {
        this.breaker = breaker;
        this.caller = caller;
        this.period = period;
    }

    /** Reports how the exchange ended. */
    public void end(Ending ending) {
        breaker.ended(this, ending);
    }

    String caller() {
        return caller;
    }

    /** Which of the breaker's states, counted from its beginning, it was given in. */
    long period() {
        return period;
    }
}
