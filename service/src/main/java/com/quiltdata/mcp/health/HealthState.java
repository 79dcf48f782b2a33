package com.quiltdata.mcp.health;

import io.dropwizard.health.HealthStateAggregator;
import io.dropwizard.health.HealthStateView;
import io.dropwizard.health.HealthStatusChecker;
import java.util.function.Supplier;

/** Reads the condition of the process from the health registry, whose checks run on their own schedule. */
public final class HealthState implements Supplier<Condition> {
    private final Supplier<HealthStateAggregator> aggregator;

    public HealthState(Supplier<HealthStateAggregator> aggregator) {
        this.aggregator = aggregator;
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
                now.healthStateViews().stream()
                        .filter(view -> !view.isCritical() && !view.isHealthy())
                        .map(HealthStateView::getName)
                        .sorted()
                        .toList());
    }
}
