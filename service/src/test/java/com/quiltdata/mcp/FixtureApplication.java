package com.quiltdata.mcp;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.conformance.FixtureMethods;
import com.quiltdata.mcp.conformance.FixturePrompts;
import com.quiltdata.mcp.conformance.FixtureResources;
import com.quiltdata.mcp.conformance.FixtureTools;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;

/** The server with everything that is its own, but the suite's tools, resources and prompts in place of a catalog's. */
final class FixtureApplication extends Application<McpConfiguration> {
    private final ConfigurationLoader config;

    FixtureApplication(ConfigurationLoader config) {
        this.config = config;
    }

    @Override
    public void initialize(Bootstrap<McpConfiguration> bootstrap) {
        bootstrap.setConfigurationFactoryFactory(config::factory);
    }

    @Override
    public void run(McpConfiguration configuration, Environment environment) {
        var adapters = Adapters.of(configuration, environment, ByteBudget.of(0), ExchangeRecorder.untold());
        HttpInstaller.install(configuration, environment, adapters, server(environment), Meters.none());
    }

    private static McpServer server(Environment environment) {
        var meters = new Meters(MetricsLevel.STANDARD, environment.metrics());
        var limits = new Limits(Duration.ofSeconds(30), 100, 100, 10_000, 1_000_000);
        var tools = FixtureTools.inventory();
        var runner = new Runner(tools, limits, environment.getValidator(), meters, _ -> {});
        var methods = Methods.of(
                "fixtures",
                Selection.of(tools, "full"),
                FixtureResources.inventory(),
                FixturePrompts.inventory(),
                runner);
        return Protocols.of(methods, FixtureMethods.with(methods), runner, meters, RequestStateSigner.random());
    }
}
