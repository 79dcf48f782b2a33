package com.quiltdata.mcp.health;

import io.dropwizard.health.HealthStateAggregator;
import io.dropwizard.health.HealthStateView;
import io.dropwizard.health.HealthStatusChecker;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the process's state from the health registry, whose checks run on their own schedule, and the breakers. */
public record HealthStateReader(Supplier<HealthStateAggregator> aggregator, Supplier<List<String>> openBreakers) {
    /** Returns false while the process drains or is broken, so that the load balancer uses other processes. */
    public boolean serving() {
        return !(aggregator.get() instanceof HealthStatusChecker checker) || checker.isHealthy();
    }

    /** Returns whether health checks fail although nothing critical is wrong, because the process is about to stop. */
    public boolean draining() {
        return !serving()
                && aggregator.get().healthStateViews().stream()
                        .filter(HealthStateView::isCritical)
                        .allMatch(HealthStateView::isHealthy);
    }

    /** Returns the names of the dependencies that cannot be reached, sorted; the process serves nevertheless. */
    public List<String> degraded() {
        var unhealthy = aggregator.get().healthStateViews().stream()
                .filter(view -> !view.isCritical() && !view.isHealthy())
                .map(HealthStateView::getName);
        return Stream.concat(unhealthy, openBreakers.get().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
