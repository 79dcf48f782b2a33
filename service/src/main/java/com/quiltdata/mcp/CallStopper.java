package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.tool.Runner;
import io.dropwizard.core.server.AbstractServerFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Gives up the calls that are still under way shortly before the grace period of a stopping server ends. */
record CallStopper(Runner runner, Duration grace) implements LifeCycle.Listener {
    /** Enough to log the calls and to send their replies. */
    private static final Duration REPLYING = Duration.ofSeconds(2);

    static CallStopper of(McpConfiguration configuration, Runner runner) {
        var grace = configuration.getServerFactory() instanceof AbstractServerFactory server
                ? server.getShutdownGracePeriod().toJavaDuration()
                : Duration.ZERO;
        return new CallStopper(runner, grace);
    }

    @Override
    public void lifeCycleStopping(LifeCycle event) {
        if (event instanceof Server) {
            var replying = REPLYING.compareTo(grace.dividedBy(2)) < 0 ? REPLYING : grace.dividedBy(2);
            CompletableFuture.delayedExecutor(grace.minus(replying).toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(runner::stop);
        }
    }
}
