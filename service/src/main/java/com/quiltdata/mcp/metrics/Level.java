package com.quiltdata.mcp.metrics;

import java.util.Locale;

/** How much is measured: each level measures what those before it do, and more. */
public enum Level {
    /** Nothing. */
    OFF,
    /** Totals: no tool, method or operation by name. */
    MINIMAL,
    /** Besides, counts and latencies by tool, method, operation and cache. */
    STANDARD,
    /** Besides, what Dropwizard measures itself: connections, threads, memory. */
    DETAILED;

    /** A level by its name in any case. */
    public static Level of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean covers(Metric metric) {
        return compareTo(metric.level()) >= 0;
    }
}
