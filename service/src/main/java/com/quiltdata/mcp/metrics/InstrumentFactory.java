package com.quiltdata.mcp.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Creates the Prometheus instruments of metrics with the names, descriptions and labels of {@link Metric}. */
final class InstrumentFactory {
    /** Bucket bounds in seconds from OpenTelemetry's conventions for MCP. */
    private static final double[] BUCKETS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300};

    private InstrumentFactory() {}

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
