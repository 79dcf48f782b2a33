package com.quiltdata.mcp.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Makes the instruments of metrics, by the names, sentences and labels that {@link Metric} gives them. */
final class Instruments {
    /** The bucket bounds of OpenTelemetry's conventions for MCP, in seconds. */
    private static final double[] BUCKETS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300};

    private Instruments() {}

    static Counter counter(Metric metric, PrometheusRegistry registry) {
        return Counter.builder()
                .name(metric.scraped())
                .help(metric.meaning())
                .labelNames(metric.labelNames())
                .register(registry);
    }

    static Gauge gauge(Metric metric, PrometheusRegistry registry) {
        return Gauge.builder()
                .name(metric.scraped())
                .help(metric.meaning())
                .labelNames(metric.labelNames())
                .register(registry);
    }

    static Histogram histogram(Metric metric, PrometheusRegistry registry) {
        return Histogram.builder()
                .name(metric.scraped())
                .help(metric.meaning())
                .labelNames(metric.labelNames())
                .classicOnly()
                .classicUpperBounds(BUCKETS)
                .register(registry);
    }
}
