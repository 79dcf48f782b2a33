package com.quiltdata.mcp;

import com.quiltdata.mcp.config.InvalidConfigurationException;
import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;

/** Dropwizard's command {@code check}, which refuses what the command {@code server} refuses, except taken ports. */
final class ConfigurationCheckCommand extends CheckCommand<McpConfiguration> {
    ConfigurationCheckCommand(Application<McpConfiguration> application) {
        super(application);
    }

    @Override
    protected void run(Bootstrap<McpConfiguration> bootstrap, Namespace namespace, McpConfiguration configuration)
            throws Exception {
        var faults = ListenAddresses.of(configuration).faults(false);
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException("server", faults);
        }
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        if (!Startup.reported(cli.getStdErr(), e)) {
            super.onError(cli, namespace, e);
        }
    }
}
