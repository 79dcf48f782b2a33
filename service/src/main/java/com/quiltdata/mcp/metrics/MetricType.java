package com.quiltdata.mcp.metrics;

/** The types of metrics that Prometheus knows. */
public enum MetricType {
    /** Only grows. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts in buckets. */
    HISTOGRAM,
    /** Counts and adds up. */
    SUMMARY
}
