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

/** Records the metrics of the configured level. The only class that uses registries; labels never contain callers. */
public final class Meters {
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final MetricsLevel level;
    private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Gauge> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

    /** Creates meters of the standard level. */
    public Meters(MetricRegistry dropwizard) {
        this(MetricsLevel.STANDARD, dropwizard);
    }

    /**
     * Creates meters of a level.
     *
     * @param dropwizard Dropwizard's own metrics, exported at {@link MetricsLevel#DETAILED} under names derived from its own
     */
    public Meters(MetricsLevel level, MetricRegistry dropwizard) {
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
            begin(metric, LabelValues.of(metric, metric.labels().getFirst()));
        }
        if (on()) {
            registry.register(new JvmMetrics());
        }
        if (level == MetricsLevel.DETAILED) {
            DropwizardExports.builder().dropwizardRegistry(dropwizard).register(registry);
        }
    }

    /** Returns meters that record nothing. */
    public static Meters none() {
        return new Meters(MetricsLevel.OFF, new MetricRegistry());
    }

    private void register(Metric metric) {
        switch (metric.type()) {
            case COUNTER -> counters.put(metric, InstrumentFactory.counter(metric, registry));
            case GAUGE -> gauges.put(metric, InstrumentFactory.gauge(metric, registry));
            case HISTOGRAM -> histograms.put(metric, InstrumentFactory.histogram(metric, registry));
            case SUMMARY -> throw new IllegalStateException("only JVM metrics are summaries");
        }
    }

    /** Exports values of a metric's only label as 0, so that the first event is an increase. */
    private void begin(Metric metric, List<String> values) {
        var counter = counters.get(metric);
        if (counter != null) {
            values.forEach(counter::initLabelValues);
        }
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

    /** Records an MCP request by method and outcome. */
    public void request(String method, String outcome) {
        count(Metric.REQUESTS, method, outcome);
    }

    /** Records a call refused before it started. */
    public void refused(String reason) {
        count(Metric.GATE_REFUSALS, reason);
    }

    /** Records that a request starts to receive its body; call {@link #arrivalEnded} afterwards. */
    public void arrivalStarted() {
        change(Metric.ARRIVALS, 1);
    }

    /** Records that a request has received its body or has ended. */
    public void arrivalEnded() {
        change(Metric.ARRIVALS, -1);
    }

    /** Records a request refused before its body had arrived. */
    public void arrivalRefused(String reason) {
        count(Metric.ARRIVAL_REFUSALS, reason);
    }

    /** Sets the maximum number of concurrent calls. */
    public void limit(int calls) {
        var gauge = gauges.get(Metric.CALLS_LIMIT);
        if (gauge != null) {
            gauge.set(calls);
        }
    }

    /** Records an unexpected error. */
    public void unforeseen() {
        count(Metric.INTERNAL_ERRORS);
    }

    /** Records that a call started; call {@link #callEnded} at its end. */
    public void callStarted() {
        change(Metric.CALLS_UNDER_WAY, 1);
    }

    /** Records that a started call has ended. */
    public void callEnded() {
        change(Metric.CALLS_UNDER_WAY, -1);
    }

    /** Records an exchange with an upstream. */
    public void upstream(String upstream, String operation, String outcome, Duration duration) {
        time(Metric.UPSTREAM_DURATION, duration, upstream, operation, outcome);
    }

    /** Records an exchange of a bearer token for AWS credentials, with its outcome: ok, refused or failed. */
    public void credentialExchange(String outcome) {
        count(Metric.CREDENTIAL_EXCHANGES, outcome);
    }

    /** Records a token check; {@code outcome} is {@code accepted}, {@code refused} or {@code none}. */
    public void judged(String outcome) {
        count(Metric.JUDGEMENTS, outcome);
    }

    /** Records a request refused by admission. */
    public void turnedAway(String reason) {
        count(Metric.ADMISSION_REFUSALS, reason);
    }

    /** Changes the number of requests in progress with an unverified token. */
    public void unjudged(int by) {
        change(Metric.UNJUDGED_UNDER_WAY, by);
    }

    /** Records a cache lookup. */
    public void cacheLookup(String cache, boolean hit) {
        count(Metric.CACHE_LOOKUPS, cache, hit ? "hit" : "miss");
    }

    /** Sets the state of an upstream's breaker, numbered as in {@link Metric#BREAKER_STATE}. */
    public void breaker(String upstream, int state) {
        var gauge = gauges.get(Metric.BREAKER_STATE);
        if (gauge != null) {
            gauge.labelValues(upstream).set(state);
        }
        begin(Metric.BREAKER_REFUSALS, List.of(upstream));
    }

    /** Records an exchange not started because of its upstream's breaker. */
    public void breakerRefused(String upstream) {
        count(Metric.BREAKER_REFUSALS, upstream);
    }

    /** Exports {@link Metric#DRAINING} from a callback that is read at each scrape. */
    public void watchDraining(BooleanSupplier draining) {
        watch(Metric.DRAINING, () -> draining.getAsBoolean() ? 1 : 0);
    }

    /** Exports a metric without labels from a callback that is read at each scrape. */
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
