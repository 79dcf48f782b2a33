package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.metrics.AlarmMarker;
import io.dropwizard.core.server.AbstractServerFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watch over the end of the process: logs a line if that takes too long, before whoever stops the process kills it. */
record DrainWatch(Duration limit) implements LifeCycle.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DrainWatch.class);

    /** Longer than the last spans take to be sent, and short enough for Fargate's default stop timeout. */
    private static final Duration ENDING = Duration.ofSeconds(3);

    static DrainWatch of(McpConfiguration configuration) {
        var grace = configuration.getServerFactory() instanceof AbstractServerFactory server
                ? server.getShutdownGracePeriod().toJavaDuration()
                : Duration.ZERO;
        return new DrainWatch(grace.plus(ENDING));
    }

    @Override
    public void lifeCycleStopping(LifeCycle event) {
        if (event instanceof Server) {
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> warnUnlessStopped(event));
        }
    }

    private void warnUnlessStopped(LifeCycle server) {
        if (!server.isStopped()) {
            LOG.warn(
                    AlarmMarker.MARKER,
                    "the process has not ended {} s after it stopped accepting requests",
                    limit.toSeconds());
        }
    }
}
