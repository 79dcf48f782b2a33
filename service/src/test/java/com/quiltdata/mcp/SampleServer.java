package com.quiltdata.mcp;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.AnyPorts;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.util.Map;

/** The real endpoint, filters and configuration around a protocol of a test; there is no catalog behind it. */
final class SampleServer implements AutoCloseable {
    private static final Map<String, String> VARIABLES = Map.of(
            "QUILT_CATALOG_URL", "http://127.0.0.1:1",
            "QUILT_REGISTRY_URL", "http://127.0.0.1:1",
            "QUILT_MCP_HEARTBEAT", "1");

    private final DropwizardTestSupport<McpConfiguration> support;

    SampleServer(McpServer server) {
        support =
                new DropwizardTestSupport<McpConfiguration>(
                        Sample.class,
                        "../config.yml",
                        ConfigOverride.config("health.shutdownWaitPeriod", "0s"),
                        ConfigOverride.config("logging.level", "WARN")) {
                    @Override
                    public Application<McpConfiguration> newApplication() {
                        return new Sample(server);
                    }
                };
        support.addListener(new AnyPorts());
        try {
            support.before();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + support.getLocalPort() + "/mcp");
    }

    @Override
    public void close() {
        support.after();
    }

    private static final class Sample extends Application<McpConfiguration> {
        private final McpServer server;

        Sample(McpServer server) {
            this.server = server;
        }

        @Override
        public void initialize(Bootstrap<McpConfiguration> bootstrap) {
            bootstrap.setConfigurationFactoryFactory(
                    new ConfigurationLoader(VARIABLES::get, McpServerFactory.TOOLSETS)::factory);
        }

        @Override
        public void run(McpConfiguration configuration, Environment environment) {
            var adapters = Adapters.of(configuration, environment, ByteBudget.of(0), ExchangeRecorder.untold());
            HttpInstaller.install(configuration, environment, adapters, server, Meters.none());
        }
    }
}
