package com.quiltdata.mcp.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Records the metrics of the configured level. The only class that uses registries; labels never contain callers. */
public final class Meters {
    /** Bucket bounds in seconds from OpenTelemetry's conventions for MCP. */
    private static final double[] BUCKETS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300};

    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final MetricsLevel level;
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

    /** Creates meters of a level; Dropwizard's own metrics are exported at {@link MetricsLevel#DETAILED}. */
    public Meters(MetricsLevel level, MetricRegistry dropwizard) {
        this.level = level;
        for (var metric : Metric.values()) {
            if (level.covers(metric) && !metric.watched() && !metric.ofTheJvm()) {
                register(metric);
            }
        }
        counters.forEach((metric, counter) -> {
            // Known series start at 0, so that the first event is an increase.
            if (metric.labels().size() == 1) {
                LabelValues.of(metric, metric.labels().getFirst()).forEach(counter::initLabelValues);
            }
        });
        if (on()) {
            registry.register(new JvmMetrics());
        }
        if (level == MetricsLevel.DETAILED) {
            registry.register(new DropwizardMetrics(dropwizard));
        }
    }

    /** Returns meters that record nothing. */
    public static Meters none() {
        return new Meters(MetricsLevel.OFF, new MetricRegistry());
    }

    private void register(Metric metric) {
        switch (metric.type()) {
            case COUNTER ->
                counters.put(metric, described(Counter.builder(), metric).register(registry));
            case GAUGE -> gauges.put(metric, described(Gauge.builder(), metric).register(registry));
            case HISTOGRAM -> {
                var builder = Histogram.builder().classicOnly().classicUpperBounds(BUCKETS);
                histograms.put(metric, described(builder, metric).register(registry));
            }
            case SUMMARY -> throw new IllegalStateException("only JVM metrics are summaries");
        }
    }

    private static <B extends MetricWithFixedMetadata.Builder<B, ?>> B described(B builder, Metric metric) {
        return builder.name(metric.scraped()).help(metric.meaning()).labelNames(metric.labelNames());
    }

    /** Returns whether any metric is recorded. */
    public boolean on() {
        return level != MetricsLevel.OFF;
    }

    /** Returns the registry to scrape. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Records a tool call; {@code outcome} is one of {@link Metric#TOOL_CALLS}. */
    public void toolCall(String tool, String outcome, Duration duration) {
        count(Metric.TOOL_CALLS, outcome);
        time(Metric.OPERATION_DURATION, duration, "tools/call", tool, LabelValues.failed(outcome) ? outcome : "");
    }

    /** Increments a counter. */
    public void count(Metric counter, String... labels) {
        var instrument = counters.get(counter);
        if (instrument != null) {
            instrument.labelValues(labels).inc();
        }
    }

    /** Changes a gauge without labels. */
    public void add(Metric gauge, double amount) {
        var instrument = gauges.get(gauge);
        if (instrument != null) {
            instrument.inc(amount);
        }
    }

    /** Sets a gauge. */
    public void set(Metric gauge, double value, String... labels) {
        var instrument = gauges.get(gauge);
        if (instrument != null) {
            instrument.labelValues(labels).set(value);
        }
    }

    /** Records an exchange with an upstream. */
    public void upstream(String upstream, String operation, String outcome, Duration duration) {
        time(Metric.UPSTREAM_DURATION, duration, upstream, operation, outcome);
    }

    /** Records a cache lookup. */
    public void cacheLookup(String cache, boolean hit) {
        count(Metric.CACHE_LOOKUPS, cache, hit ? "hit" : "miss");
    }

    /** Sets the state of an upstream's breaker, numbered as in {@link Metric#BREAKER_STATE}. */
    public void breaker(String upstream, int state) {
        set(Metric.BREAKER_STATE, state, upstream);
        var refusals = counters.get(Metric.BREAKER_REFUSALS);
        if (refusals != null) {
            refusals.initLabelValues(upstream);
        }
    }

    /** Exports a metric without labels from a callback that is read at each scrape. */
    public void watch(Metric metric, DoubleSupplier value) {
        if (!level.covers(metric)) {
            return;
        }
        if (metric.type() == MetricType.COUNTER) {
            described(CounterWithCallback.builder(), metric)
                    .callback(callback -> callback.call(value.getAsDouble()))
                    .register(registry);
        } else {
            described(GaugeWithCallback.builder(), metric)
                    .callback(callback -> callback.call(value.getAsDouble()))
                    .register(registry);
        }
    }

    private void time(Metric metric, Duration duration, String... labels) {
        var histogram = histograms.get(metric);
        if (histogram != null) {
            histogram.labelValues(labels).observe(duration.toNanos() / NANOS);
        }
    }
}
