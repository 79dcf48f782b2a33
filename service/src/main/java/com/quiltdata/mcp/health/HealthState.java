package com.quiltdata.mcp.health;

import io.dropwizard.health.HealthStateAggregator;
import io.dropwizard.health.HealthStateView;
import io.dropwizard.health.HealthStatusChecker;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the condition of the process from the health registry, whose checks run on their own schedule. */
public final class HealthState implements Supplier<Condition> {
    private final Supplier<HealthStateAggregator> aggregator;
    private final Supplier<List<String>> unasked;

    public HealthState(Supplier<HealthStateAggregator> aggregator) {
        this(aggregator, List::of);
    }

    /**
     * The condition that also names upstreams which are not asked now.
     *
     * @param unasked their names
     */
    public HealthState(Supplier<HealthStateAggregator> aggregator, Supplier<List<String>> unasked) {
        this.aggregator = aggregator;
        this.unasked = unasked;
    }

    /** Whether it turns the load balancer away with nothing critical being wrong: the process is about to stop. */
    public boolean draining() {
        var now = aggregator.get();
        return now instanceof HealthStatusChecker checker
                && !checker.isHealthy()
                && now.healthStateViews().stream()
                        .filter(HealthStateView::isCritical)
                        .allMatch(HealthStateView::isHealthy);
    }

    @Override
    public Condition get() {
        var now = aggregator.get();
        var serving = !(now instanceof HealthStatusChecker checker) || checker.isHealthy();
        return new Condition(
                serving,
                Stream.concat(
                                now.healthStateViews().stream()
                                        .filter(view -> !view.isCritical() && !view.isHealthy())
                                        .map(HealthStateView::getName),
                                unasked.get().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
