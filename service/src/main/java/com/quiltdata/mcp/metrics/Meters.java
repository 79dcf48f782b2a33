package com.quiltdata.mcp.metrics;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.time.Duration;

/** The counters and timers of the server: the only class that touches the registry. No caller is ever in a name. */
public final class Meters {
    private final MetricRegistry registry;

    public Meters(MetricRegistry registry) {
        this.registry = registry;
    }

    /** One tool call: how long it took and how it ended; {@code outcome} is {@code ok}, a failure's kind, or {@code error}. */
    public void toolCall(String tool, String outcome, Duration duration) {
        timer("tool.calls", tool).update(duration);
        registry.counter(MetricRegistry.name("tool.outcomes", tool, outcome)).inc();
    }

    /** One MCP request, by method and outcome. */
    public void request(String method, String outcome) {
        registry.counter(MetricRegistry.name("mcp.requests", method, outcome)).inc();
    }

    /** A call that was turned away before it started, and why. */
    public void refused(String reason) {
        registry.counter(MetricRegistry.name("tool.refused", reason)).inc();
    }

    private Timer timer(String... name) {
        return registry.timer(MetricRegistry.name("", name));
    }
}
