package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.HealthState;
import com.quiltdata.mcp.http.SwitchedOff;
import com.quiltdata.mcp.metrics.Meters;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;

/** The admin port: metrics for who scrapes them, and nothing that changes the process unless that is switched on. */
final class Admin {
    private Admin() {}

    static void open(McpConfiguration configuration, Environment environment, Meters meters) {
        if (!configuration.adminTasks()) {
            off(environment, "tasks", "Off: QUILT_MCP_ADMIN_TASKS=true switches it on.", "/tasks/*", "/pprof/*");
        }
        if (meters.on()) {
            var health = new HealthState(environment.health()::healthStateAggregator);
            meters.watchDraining(health::draining);
            environment
                    .admin()
                    .addServlet("prometheus", new PrometheusMetricsServlet(meters.registry()))
                    .addMapping("/metrics");
        } else {
            off(environment, "metrics", "Off by MCP_TELEMETRY_ENABLED.", "/metrics/*");
        }
    }

    private static void off(Environment environment, String what, String sentence, String... paths) {
        environment
                .admin()
                .addFilter(what + "-off", new SwitchedOff(sentence))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
    }
}
