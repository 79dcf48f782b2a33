package com.quiltdata.mcp.traces;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts dropped spans and logs when an outage begins (at most once a minute) and ends, with the count. */
final class DroppedSpans {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private long dropped;
    private boolean reported;
    private long reportedAt;
    private boolean ended;

    synchronized void add(int spans, String why) {
        dropped += spans;
        var now = System.nanoTime();
        if (!ended && !reported && (reportedAt == 0 || now - reportedAt > QUIET)) {
            reported = true;
            reportedAt = now;
            LOG.warn(
                    "The collector at OTEL_EXPORTER_OTLP_ENDPOINT gets no traces: {}. Calls are not affected; spans are"
                            + " dropped until it recovers.",
                    why);
        }
    }

    synchronized void over() {
        if (reported && !ended) {
            LOG.info("The trace collector receives spans again. Dropped spans: {}.", dropped);
            reported = false;
            dropped = 0;
        }
    }

    /** Logs the total at shutdown, including spans that were never sent. */
    synchronized void end(int unsent) {
        ended = true;
        if (dropped + unsent > 0) {
            LOG.warn("Spans that the trace collector did not receive: {}.", dropped + unsent);
        }
    }
}
