package com.quiltdata.mcp.traces;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spans that were lost: said when it begins, at most once a minute, and when it is over, with how many they were. */
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private long lost;
    private boolean told;
    private long when;
    private boolean ended;

    /** So many more were lost. */
    synchronized void add(int spans, String why) {
        lost += spans;
        var now = System.nanoTime();
        if (!ended && !told && (when == 0 || now - when > QUIET)) {
            told = true;
            when = now;
            LOG.warn(
                    "The collector at OTEL_EXPORTER_OTLP_ENDPOINT gets no traces: {}. Calls are not affected; spans are lost"
                            + " until it does.",
                    why);
        }
    }

    /** Spans have arrived. */
    synchronized void over() {
        if (told && !ended) {
            LOG.info("The collector of traces gets them again; lost spans: {}.", lost);
            told = false;
            lost = 0;
        }
    }

    /** There will be no more, and so many never left. */
    synchronized void end(int left) {
        ended = true;
        if (lost + left > 0) {
            LOG.warn("Spans that the collector of traces did not get: {}.", lost + left);
        }
    }
}
