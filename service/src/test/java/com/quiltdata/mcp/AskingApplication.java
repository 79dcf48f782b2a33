package com.quiltdata.mcp;

import com.quiltdata.mcp.config.ConfigurationLoader;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.quiltdata.mcp.traces.Traces;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The server with one tool in place of its own: it destroys, so the kit asks the user before. */
final class AskingApplication extends Application<McpConfiguration> {
    static final String TOOL = "thing_forget";

    private final ConfigurationLoader config;

    AskingApplication(ConfigurationLoader config) {
        this.config = config;
    }

    @Override
    public void initialize(Bootstrap<McpConfiguration> bootstrap) {
        bootstrap.setConfigurationFactoryFactory(config::factory);
    }

    @Override
    public void run(McpConfiguration configuration, Environment environment) {
        var adapters = Adapters.of(configuration, environment, ByteBudget.of(0), ExchangeRecorder.untold());
        HttpInstaller.install(configuration, environment, adapters, server(configuration, environment), Meters.none());
    }

    private static McpServer server(McpConfiguration configuration, Environment environment) {
        var meters = new Meters(MetricsLevel.STANDARD, environment.metrics());
        var codec = new Codec(1_000_000);
        var limits = new Limits(Duration.ofSeconds(30), 100, 100, 10_000, 1_000_000);
        var tools = new Inventory(List.of(new Toolset("things", List.of(new Forget()))));
        var runner = new Runner(tools, limits, environment.getValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("asking", Selection.of(tools, "full"), null, prompts, runner);
        var key = Objects.requireNonNull(configuration.http().stateKey());
        var states = RequestStateSigner.of(key, null, InstantSource.system());
        var era = new CurrentEra(methods.about(), states);
        return new McpServer(codec, List.of(new MethodDispatcher(codec, methods, runner, meters, era)), Traces.none());
    }

    /** Forgets a thing. */
    private static final class Forget implements Tool<Forget.Input, Forget.Output> {
        record Input(@Doc("which thing") String thing) {}

        record Output(@Doc("what is gone") String forgotten) {}

        @Override
        public Spec<Input, Output> spec() {
            return new Spec<>(TOOL, "Forget", Effect.DESTROY, "Forgets a thing.", Input.class, Output.class);
        }

        @Override
        public Output call(Input in, Call call) {
            return new Output(in.thing());
        }
    }
}
