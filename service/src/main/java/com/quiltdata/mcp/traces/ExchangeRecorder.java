package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.time.Instant;

/** Records exchanges with upstreams: each as a metric, and those of traced requests also as a span. */
public record ExchangeRecorder(Meters meters, Traces traces) {
    /** Returns a recorder that records nothing. */
    public static ExchangeRecorder untold() {
        return new ExchangeRecorder(Meters.none(), Traces.none());
    }

    /** Starts an exchange; call {@link UpstreamExchange#end} afterwards. Both names must be from fixed sets. */
    public UpstreamExchange begin(String upstream, String operation) {
        return new UpstreamExchange(meters, upstream, operation, traces.exchange(upstream, operation, Instant.now()));
    }

    /** Records a completed exchange. */
    public void ended(String upstream, String operation, String outcome, Instant began, Duration took) {
        meters.upstream(upstream, operation, outcome, took);
        var span = traces.exchange(upstream, operation, began);
        UpstreamExchange.mark(span, outcome);
        span.end(began.plus(took));
    }
}
