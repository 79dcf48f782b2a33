package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.time.Instant;

/** What adapters tell of their exchanges with upstreams: to the meters each, to the traces those of traced requests. */
public record Exchanges(Meters meters, Traces traces) {
    /** Tells nobody. */
    public static Exchanges untold() {
        return new Exchanges(Meters.none(), Traces.none());
    }

    /** One that begins now; {@link Exchange#end} is due. Both names are of closed sets. */
    public Exchange begin(String upstream, String operation) {
        return new Exchange(meters, upstream, operation, traces.exchange(upstream, operation, Instant.now()));
    }

    /** One that has ended, and took so long. */
    public void ended(String upstream, String operation, String outcome, Instant began, Duration took) {
        meters.upstream(upstream, operation, outcome, took);
        var span = traces.exchange(upstream, operation, began);
        Exchange.mark(span, outcome);
        span.end(began.plus(took));
    }
}
