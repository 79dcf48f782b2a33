package com.quiltdata.mcp.health;

import io.dropwizard.health.HealthStateAggregator;
import io.dropwizard.health.HealthStateView;
import io.dropwizard.health.HealthStatusChecker;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the state of the process from the health registry, whose checks run on their own schedule. */
public final class HealthStateReader implements Supplier<ProcessHealth> {
    private final Supplier<HealthStateAggregator> aggregator;
    private final Supplier<List<String>> openBreakers;

    /** Creates a reader; {@code openBreakers} returns the names of the upstreams whose circuit breaker is open. */
    public HealthStateReader(Supplier<HealthStateAggregator> aggregator, Supplier<List<String>> openBreakers) {
        this.aggregator = aggregator;
        this.openBreakers = openBreakers;
    }

    /** Returns whether health checks fail although nothing critical is wrong, because the process is about to stop. */
    public boolean draining() {
        var now = aggregator.get();
        return now instanceof HealthStatusChecker checker
                && !checker.isHealthy()
                && now.healthStateViews().stream()
                        .filter(HealthStateView::isCritical)
                        .allMatch(HealthStateView::isHealthy);
    }

    @Override
    public ProcessHealth get() {
        var now = aggregator.get();
        var serving = !(now instanceof HealthStatusChecker checker) || checker.isHealthy();
        return new ProcessHealth(
                serving,
                Stream.concat(
                                now.healthStateViews().stream()
                                        .filter(view -> !view.isCritical() && !view.isHealthy())
                                        .map(HealthStateView::getName),
                                openBreakers.get().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
