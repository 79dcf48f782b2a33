package com.quiltdata.mcp;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.ConfigurationMapper;
import com.quiltdata.mcp.config.LimitsSection;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.config.TelemetrySection;
import com.quiltdata.mcp.logs.LinesLogging;
import com.quiltdata.mcp.logs.LogSetup;
import com.quiltdata.mcp.logs.Stdout;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.DropwizardJvmMetrics;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.traces.CollectorSettings;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.quiltdata.mcp.traces.Traces;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.util.Locale;
import java.util.Objects;

/** The application: checks config.yml, prints the start-up lines, wires the components in reading order, and runs. */
public final class McpApplication extends Application<McpConfiguration> {
    private final ConfigurationLoader config;

    McpApplication(ConfigurationLoader config) {
        this.config = config;
    }

    /** Entry point. {@code server config.yml} starts the server; {@code check config.yml} only checks the file. */
    public static void main(String[] args) throws Exception {
        Stdout.direct();
        NameCache.configure();
        var config = new ConfigurationLoader(System::getenv, McpServerFactory.TOOLSETS);
        new McpApplication(config).run(args);
    }

    /** Returns the version in the jar's manifest, or {@code development} when run from classes. */
    static String version() {
        return Objects.requireNonNullElse(McpApplication.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String getName() {
        return "quilt-mcp-server";
    }

    /** Runs a command as Dropwizard does, but without the JMX that its bootstrap starts. */
    @Override
    public void run(String... arguments) throws Exception {
        var bootstrap = new Bootstrap<>(this) {
            @Override
            public void registerMetrics() {
                DropwizardJvmMetrics.register(getMetricRegistry());
            }
        };
        addDefaultCommands(bootstrap);
        initialize(bootstrap);
        bootstrap.registerMetrics();
        Startup.cli(bootstrap).run(arguments).ifPresent(this::onFatalError);
    }

    @Override
    protected void bootstrapLogging() {
        LinesLogging.bootstrap();
    }

    @Override
    protected void addDefaultCommands(Bootstrap<McpConfiguration> bootstrap) {
        bootstrap.addCommand(new StartCommand(this));
        bootstrap.addCommand(new ConfigurationCheckCommand(this));
    }

    @Override
    public void initialize(Bootstrap<McpConfiguration> bootstrap) {
        bootstrap.setObjectMapper(ConfigurationMapper.create());
        bootstrap.setConfigurationFactoryFactory(config::factory);
    }

    @Override
    public void run(McpConfiguration configuration, Environment environment) {
        LogSetup.complete(configuration, config.environment().apply("QUILT_MCP_LOG_FORMAT"));
        Startup.checkPorts(configuration);
        Startup.announce(configuration);
        var level =
                MetricsLevel.valueOf(configuration.telemetry().metricsLevel().toUpperCase(Locale.ROOT));
        var meters = new Meters(level, environment.metrics());
        var traces = traces(configuration.telemetry());
        environment.lifecycle().manage(new AutoCloseableManager(traces)); // first, so that it is stopped last
        var exchanges = new ExchangeRecorder(meters, traces);
        var budget = budget(configuration.limits(), meters);
        var adapters = Adapters.of(configuration, environment, budget, exchanges);
        var server = McpServerFactory.of(configuration, environment, adapters, exchanges);
        HttpInstaller.install(configuration, environment, adapters, server, meters);
        AdminInstaller.install(configuration, environment, meters);
        // Beside the first health checks, which do not wait for it.
        environment
                .lifecycle()
                .addServerLifecycleListener(_ -> Thread.ofVirtual().start(server::prepare));
    }

    private static ByteBudget budget(LimitsSection limits, Meters meters) {
        var budget = ByteBudget.of(limits.memory());
        meters.watch(Metric.BYTES_HELD, budget::held);
        meters.watch(Metric.BYTES_LIMIT, budget::total);
        meters.watch(Metric.BYTES_WAITS, budget::waits);
        meters.watch(Metric.BYTES_REFUSALS, budget::refusals);
        return budget;
    }

    private static Traces traces(TelemetrySection section) {
        var address = section.collector();
        return address == null
                ? Traces.none()
                : Traces.to(
                        new CollectorSettings(address, section.headers(), section.service(), section.share()),
                        version());
    }
}
