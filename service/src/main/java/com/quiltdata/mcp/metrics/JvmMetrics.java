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

/** What the JVM tells of itself under the names that Prometheus users know: of all that the library has, what {@link Metric} names. */
final class JvmMetrics implements MultiCollector {
    private static final Set<String> NAMES = Arrays.stream(Metric.values())
            .filter(Metric::ofTheJvm)
            .map(metric -> metric.scraped().replaceFirst("_total$", "")) // a registry knows counters without it
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
