package com.quiltdata.mcp.metrics;

/** A Prometheus metric type. */
public enum MetricType {
    /** A total that only increases. */
    COUNTER,
    /** A current value that can increase and decrease. */
    GAUGE,
    /** A distribution in buckets. */
    HISTOGRAM,
    /** A count and a sum. */
    SUMMARY
}
