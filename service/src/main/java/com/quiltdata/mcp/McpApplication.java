package com.quiltdata.mcp;

import com.quiltdata.mcp.config.ConfigFile;
import com.quiltdata.mcp.config.Faulty;
import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.List;

/** The server: reads config.yml, wires the parts in reading order, and runs. */
public final class McpApplication extends Application<McpConfiguration> {
    private static final ConfigFile CONFIG = new ConfigFile(System::getenv);

    /** {@code server config.yml} starts it, {@code check config.yml} only checks the file. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && List.of("server", "check").contains(args[0])) {
            try {
                CONFIG.check(Path.of(args[1]));
            } catch (Faulty e) {
                e.faults().forEach(fault -> System.err.println("Invalid configuration: " + fault));
                System.exit(1);
            }
        }
        new McpApplication().run(args);
    }

    @Override
    public String getName() {
        return "quilt-mcp-server";
    }

    @Override
    public void initialize(Bootstrap<McpConfiguration> bootstrap) {
        bootstrap.setConfigurationFactoryFactory(CONFIG::factory);
    }

    @Override
    public void run(McpConfiguration configuration, Environment environment) {
        Wiring.wire(configuration, environment);
    }
}
