package com.quiltdata.mcp.health;

import com.codahale.metrics.health.HealthCheck;
import com.quiltdata.mcp.catalog.Failure;

/** Health check that reads the catalog's public configuration, without a caller. Never critical. */
public final class CatalogHealthCheck extends HealthCheck {
    private final Runnable probe;

    public CatalogHealthCheck(Runnable probe) {
        this.probe = probe;
    }

    @Override
    protected Result check() {
        try {
            probe.run();
            return Result.healthy();
        } catch (Failure e) {
            return Result.unhealthy(e.getMessage());
        }
    }
}
