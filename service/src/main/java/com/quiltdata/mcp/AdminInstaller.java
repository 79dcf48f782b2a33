package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.HealthStateReader;
import com.quiltdata.mcp.http.DisabledFeatureFilter;
import com.quiltdata.mcp.metrics.Meters;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;

/** Configures the admin port: serves metrics, and blocks endpoints that change the process unless they are enabled. */
final class AdminInstaller {
    private AdminInstaller() {}

    static void open(McpConfiguration configuration, Environment environment, Meters meters) {
        if (!configuration.adminTasks()) {
            off(environment, "tasks", "Disabled. Set QUILT_MCP_ADMIN_TASKS=true to enable it.", "/tasks/*", "/pprof/*");
        }
        if (meters.on()) {
            var health = new HealthStateReader(environment.health()::healthStateAggregator);
            meters.watchDraining(health::draining);
            environment
                    .admin()
                    .addServlet("prometheus", new PrometheusMetricsServlet(meters.registry()))
                    .addMapping("/metrics");
        } else {
            off(environment, "metrics", "Disabled by MCP_TELEMETRY_ENABLED=false.", "/metrics/*");
        }
    }

    private static void off(Environment environment, String what, String sentence, String... paths) {
        environment
                .admin()
                .addFilter(what + "-off", new DisabledFeatureFilter(sentence))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
    }
}
