package com.quiltdata.mcp.testing;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.mcp.legacy.HandshakeEra;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.traces.Traces;
import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import java.util.List;

/** The whole protocol, all eras, around tools of a test. */
public final class Protocols {
    private Protocols() {}

    public static McpServer of(RequestStateSigner states, Tool<?, ?>... tools) {
        return of(states, new Meters(MetricsLevel.STANDARD, new MetricRegistry()), tools);
    }

    /** With meters that the test looks at. */
    public static McpServer of(RequestStateSigner states, Meters meters, Tool<?, ?>... tools) {
        var inventory = new Inventory(List.of(new Toolset("sample", List.of(tools))));
        var limits = new Limits(Duration.ofSeconds(30), 10, 10, 1000, 100_000);
        var runner = new Runner(inventory, limits, Validators.newValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("1.2.3", Selection.of(inventory, "standard"), null, prompts, runner);
        return of(methods, methods, runner, meters, states);
    }

    /** Returns a server with these methods in the current era and in the handshake eras. */
    public static McpServer of(
            Methods current, Methods handshake, Runner runner, Meters meters, RequestStateSigner states) {
        var codec = new Codec(1_000_000);
        return new McpServer(
                codec,
                List.of(
                        new MethodDispatcher(codec, current, runner, meters, new CurrentEra(current.about(), states)),
                        new MethodDispatcher(codec, handshake, runner, meters, new HandshakeEra(handshake.about()))),
                Traces.none());
    }
}
