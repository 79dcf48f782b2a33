package com.quiltdata.mcp.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Measures what the level asks for: the only class that touches registries. No caller is ever in a label. */
public final class Meters {
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Level level;
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

    /** The meters of the standard level. */
    public Meters(MetricRegistry dropwizard) {
        this(Level.STANDARD, dropwizard);
    }

    /**
     * The meters of a level.
     *
     * @param dropwizard what Dropwizard measures itself, shown at {@link Level#DETAILED} under names made of its own
     */
    public Meters(Level level, MetricRegistry dropwizard) {
        this.level = level;
        for (var metric : Metric.values()) {
            if (level.covers(metric) && !metric.watched() && !metric.ofTheJvm()) {
                register(metric);
            }
        }
        for (var metric : List.of(
                Metric.TOOL_CALLS,
                Metric.GATE_REFUSALS,
                Metric.CREDENTIAL_EXCHANGES,
                Metric.JUDGEMENTS,
                Metric.ADMISSION_REFUSALS,
                Metric.ARRIVAL_REFUSALS)) {
            begin(metric, Values.of(metric, metric.labels().getFirst()));
        }
        if (on()) {
            registry.register(new JvmMetrics());
        }
        if (level == Level.DETAILED) {
            DropwizardExports.builder().dropwizardRegistry(dropwizard).register(registry);
        }
    }

    /** Meters that measure nothing. */
    public static Meters none() {
        return new Meters(Level.OFF, new MetricRegistry());
    }

    private void register(Metric metric) {
        switch (metric.type()) {
            case COUNTER -> counters.put(metric, Instruments.counter(metric, registry));
            case GAUGE -> gauges.put(metric, Instruments.gauge(metric, registry));
            case HISTOGRAM -> histograms.put(metric, Instruments.histogram(metric, registry));
            case SUMMARY -> throw new IllegalStateException("only the JVM has summaries");
        }
    }

    /** Shows these values of a metric's one label as 0, so that the first event is an increase. */
    private void begin(Metric metric, List<String> values) {
        var counter = counters.get(metric);
        if (counter != null) {
            values.forEach(counter::initLabelValues);
        }
    }

    /** Whether anything is measured. */
    public boolean on() {
        return level != Level.OFF;
    }

    /** What is scraped. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** One tool call: how long it took and how it ended; {@code outcome} is {@code ok}, a failure's kind, or {@code error}. */
    public void toolCall(String tool, String outcome, Duration duration) {
        count(Metric.TOOL_CALLS, outcome);
        time(Metric.OPERATION_DURATION, duration, "tools/call", tool, Values.failed(outcome) ? outcome : "");
    }

    /** One MCP request, by method and outcome. */
    public void request(String method, String outcome) {
        count(Metric.REQUESTS, method, outcome);
    }

    /** A call that was turned away before it started, and why. */
    public void refused(String reason) {
        count(Metric.GATE_REFUSALS, reason);
    }

    /** A request begins to receive its body; {@link #arrivalEnded} is due. */
    public void arrivalStarted() {
        change(Metric.ARRIVALS, 1);
    }

    /** A request has its body, or is over. */
    public void arrivalEnded() {
        change(Metric.ARRIVALS, -1);
    }

    /** A request that was refused before its body had arrived, and why. */
    public void arrivalRefused(String reason) {
        count(Metric.ARRIVAL_REFUSALS, reason);
    }

    /** How many calls are let in at once. */
    public void limit(int calls) {
        var gauge = gauges.get(Metric.CALLS_LIMIT);
        if (gauge != null) {
            gauge.set(calls);
        }
    }

    /** An error that nobody foresaw. */
    public void unforeseen() {
        count(Metric.INTERNAL_ERRORS);
    }

    /** A call that was let in; {@link #left} is due. */
    public void entered() {
        change(Metric.CALLS_UNDER_WAY, 1);
    }

    /** A call that was let in has ended. */
    public void left() {
        change(Metric.CALLS_UNDER_WAY, -1);
    }

    /** One exchange with an upstream. */
    public void upstream(String upstream, String operation, String outcome, Duration duration) {
        time(Metric.UPSTREAM_DURATION, duration, upstream, operation, outcome);
    }

    /** One exchange of a bearer for AWS credentials; {@code outcome} is {@code ok}, {@code refused} or {@code failed}. */
    public void exchanged(String outcome) {
        count(Metric.CREDENTIAL_EXCHANGES, outcome);
    }

    /** One judgement of a token; {@code outcome} is {@code accepted}, {@code refused} or {@code none}. */
    public void judged(String outcome) {
        count(Metric.JUDGEMENTS, outcome);
    }

    /** A request that admission turned away, and why. */
    public void turnedAway(String reason) {
        count(Metric.ADMISSION_REFUSALS, reason);
    }

    /** More or fewer requests under way without a verdict. */
    public void unjudged(int by) {
        change(Metric.UNJUDGED_UNDER_WAY, by);
    }

    /** One look into a cache. */
    public void looked(String cache, boolean hit) {
        count(Metric.CACHE_LOOKUPS, cache, hit ? "hit" : "miss");
    }

    /** The state of an upstream's breaker, as {@link Metric#BREAKER_STATE} has it. */
    public void breaker(String upstream, int state) {
        var gauge = gauges.get(Metric.BREAKER_STATE);
        if (gauge != null) {
            gauge.labelValues(upstream).set(state);
        }
        begin(Metric.BREAKER_REFUSALS, List.of(upstream));
    }

    /** An exchange that was not begun because its upstream's breaker held it back. */
    public void breakerRefused(String upstream) {
        count(Metric.BREAKER_REFUSALS, upstream);
    }

    /** From now on {@link Metric#DRAINING} tells, when scraped, whether this is so. */
    public void watchDraining(BooleanSupplier draining) {
        watch(Metric.DRAINING, () -> draining.getAsBoolean() ? 1 : 0);
    }

    /** Reads a metric without labels from here whenever it is scraped. */
    public void watch(Metric metric, DoubleSupplier value) {
        if (!level.covers(metric)) {
            return;
        }
        if (metric.type() == MetricType.COUNTER) {
            CounterWithCallback.builder()
                    .name(metric.scraped())
                    .help(metric.meaning())
                    .callback(it -> it.call(value.getAsDouble()))
                    .register(registry);
        } else {
            GaugeWithCallback.builder()
                    .name(metric.scraped())
                    .help(metric.meaning())
                    .callback(it -> it.call(value.getAsDouble()))
                    .register(registry);
        }
    }

    private void count(Metric metric, String... labels) {
        var counter = counters.get(metric);
        if (counter != null) {
            counter.labelValues(labels).inc();
        }
    }

    private void change(Metric metric, double by) {
        var gauge = gauges.get(metric);
        if (gauge != null) {
            gauge.inc(by);
        }
    }

    private void time(Metric metric, Duration duration, String... labels) {
        var histogram = histograms.get(metric);
        if (histogram != null) {
            histogram.labelValues(labels).observe(duration.toNanos() / NANOS);
        }
    }
}
