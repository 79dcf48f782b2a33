package com.quiltdata.mcp.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** JVM and process metrics under their usual Prometheus names, limited to those in {@link Metric}. */
final class JvmMetrics implements MultiCollector {
    private static final Set<String> NAMES = Arrays.stream(Metric.values())
            .filter(Metric::ofTheJvm)
            .map(metric -> metric.scraped().replaceFirst("_total$", "")) // a registry stores counter names without it
            .collect(Collectors.toUnmodifiableSet());

    private final PrometheusRegistry all = new PrometheusRegistry();

    JvmMetrics() {
        ProcessMetrics.builder().register(all);
        JvmMemoryMetrics.builder().register(all);
        JvmGarbageCollectorMetrics.builder().register(all);
    }

    @Override
    public MetricSnapshots collect() {
        return all.scrape(NAMES::contains);
    }
}
