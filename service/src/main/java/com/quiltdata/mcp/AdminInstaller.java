package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.HealthStateReader;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;

/** Configures the admin port: serves metrics, and blocks endpoints that change the process unless they are enabled. */
final class AdminInstaller {
    private AdminInstaller() {}

    static void install(McpConfiguration configuration, Environment environment, Meters meters) {
        if (configuration.getServerFactory() instanceof SimpleServerFactory
                && !ListenAddresses.of(configuration).onLoopback()) {
            disable(
                    environment,
                    "admin",
                    "Disabled, because clients can reach it. Set server.type to default, or FASTMCP_HOST to 127.0.0.1.",
                    "/*");
        }
        if (!configuration.adminTasks()) {
            disable(
                    environment,
                    "tasks",
                    "Disabled. Set QUILT_MCP_ADMIN_TASKS=true to enable it.",
                    "/tasks/*",
                    "/pprof/*");
        }
        if (meters.on()) {
            var health = new HealthStateReader(environment.health()::healthStateAggregator, List::of);
            meters.watch(Metric.DRAINING, () -> health.draining() ? 1 : 0);
            environment
                    .admin()
                    .addServlet("prometheus", new PrometheusMetricsServlet(meters.registry()))
                    .addMapping("/metrics");
        } else {
            disable(environment, "metrics", "Disabled by MCP_TELEMETRY_ENABLED=false.", "/metrics/*");
        }
    }

    /** Responds 404 on these paths with a sentence that says how to enable the feature. */
    private static void disable(Environment environment, String feature, String sentence, String... paths) {
        environment
                .admin()
                .addFilter(feature + "-off", (_, response, _) -> {
                    ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND);
                    response.setContentType("text/plain;charset=utf-8");
                    response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
                })
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
    }
}
