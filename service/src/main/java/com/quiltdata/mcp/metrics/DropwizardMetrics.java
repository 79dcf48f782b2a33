package com.quiltdata.mcp.metrics;

import com.codahale.metrics.MetricRegistry;
import com.google.common.base.Ascii;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.regex.Pattern;

/** Dropwizard's own metrics, under their names in Prometheus's snake_case. */
record DropwizardMetrics(MetricRegistry registry) implements MultiCollector {
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    @Override
    public MetricSnapshots collect() {
        var renamed = new MetricRegistry();
        registry.getMetrics().forEach((name, metric) -> renamed.register(snakeCase(name), metric));
        return new DropwizardExports(renamed).collect();
    }

    private static String snakeCase(String name) {
        return Ascii.toLowerCase(WORD_BOUNDARY.matcher(name).replaceAll("_"));
    }
}
