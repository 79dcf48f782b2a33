package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.logs.LogSetup;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.util.Objects;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** Dropwizard's command {@code server}, which reports the faults of a configuration without a stack trace. */
final class StartCommand extends ServerCommand<McpConfiguration> {
    private @Nullable EarlyStop earlyStop;

    StartCommand(Application<McpConfiguration> application) {
        super(application);
    }

    @Override
    protected void run(Bootstrap<McpConfiguration> bootstrap, Namespace namespace, McpConfiguration configuration)
            throws Exception {
        earlyStop = new EarlyStop(this::cleanup);
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    protected void run(Environment environment, Namespace namespace, McpConfiguration configuration) throws Exception {
        environment.lifecycle().addEventListener(Objects.requireNonNull(earlyStop));
        super.run(environment, namespace, configuration);
    }

    /** Writes the lines that wait, when the server has stopped or cannot start. */
    @Override
    protected void cleanup() {
        super.cleanup();
        LogSetup.stopAppenders();
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        if (earlyStop != null) {
            earlyStop.removeHook();
        }
        if (!Startup.reported(cli.getStdErr(), e)) {
            super.onError(cli, namespace, e);
        }
    }
}
