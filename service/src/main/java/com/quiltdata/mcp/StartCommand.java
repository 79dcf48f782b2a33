package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.logs.LogSetup;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * Dropwizard's command {@code server}, which reports the faults of a configuration without a stack trace. A process that
 * is told to stop before it has started ends at once, because there is nothing to drain.
 */
final class StartCommand extends ServerCommand<McpConfiguration> {
    private static final int TERMINATED = 128 + 15;

    private final Thread halt = new Thread(this::halt, "halt");

    StartCommand(Application<McpConfiguration> application) {
        super(application);
    }

    private void halt() {
        cleanup();
        Runtime.getRuntime().halt(TERMINATED);
    }

    @Override
    protected void run(Bootstrap<McpConfiguration> bootstrap, Namespace namespace, McpConfiguration configuration)
            throws Exception {
        Runtime.getRuntime().addShutdownHook(halt);
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    protected void run(Environment environment, Namespace namespace, McpConfiguration configuration) throws Exception {
        environment.lifecycle().addServerLifecycleListener(_ -> removeHook());
        super.run(environment, namespace, configuration);
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(halt);
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
    }

    /** Writes the lines that wait, when the server has stopped or cannot start. */
    @Override
    protected void cleanup() {
        super.cleanup();
        LogSetup.stopAppenders();
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        removeHook();
        if (!Startup.reported(cli.getStdErr(), e)) {
            super.onError(cli, namespace, e);
        }
    }
}
