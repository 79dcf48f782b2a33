package com.quiltdata.mcp.metrics;

/** The amount of metrics; each level includes those before it. */
public enum MetricsLevel {
    /** No metrics. */
    OFF,
    /** Totals, not broken down by tool, method or operation. */
    MINIMAL,
    /** Also counts and latencies by tool, method, operation and cache. */
    STANDARD,
    /** Also Dropwizard's own metrics: connections, threads, memory. */
    DETAILED;

    boolean covers(Metric metric) {
        return compareTo(metric.level()) >= 0;
    }
}
