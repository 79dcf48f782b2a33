package com.quiltdata.mcp.bench;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.mcp.CurrentEra;
import com.quiltdata.mcp.mcp.McpHeaders;
import com.quiltdata.mcp.mcp.McpRequest;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.MethodDispatcher;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.mcp.legacy.HandshakeEra;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tools.catalog.CatalogToolset;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import com.quiltdata.mcp.traces.Traces;
import io.dropwizard.jersey.validation.Validators;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a request, and handling it from the parsed message to the bytes of the response. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ProtocolBenchmark {
    private static final byte[] CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"catalog_link",\
            "arguments":{"bucket":"quilt-example","package_name":"examples/hurdat"}}}"""
            .getBytes(StandardCharsets.UTF_8);
    private static final byte[] LIST = """
            {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""".getBytes(StandardCharsets.UTF_8);

    private final McpServer server = server();
    private final McpRequest request = new McpRequest(
            Caller.of("bench").accepted(),
            "request-1",
            new McpHeaders("2025-06-18", null, null, new RemoteTraceContext(null, null)),
            McpRequest.StreamPreference.NONE,
            null,
            AllowedBuckets.ALL);
    private final Message call = server.read(CALL);
    private final Message list = server.read(LIST);

    /** Makes sure that what is measured is no refusal. */
    @Setup
    public void check() {
        for (var response : List.of(callTool(), listTools())) {
            var json = new String(((McpResponse.Body) response).json(), StandardCharsets.UTF_8);
            if (!json.contains("\"result\"") || json.contains("\"isError\":true")) {
                throw new IllegalStateException(json);
            }
        }
    }

    private static McpServer server() {
        var packages = (PackageReader) Proxy.newProxyInstance(
                PackageReader.class.getClassLoader(), new Class<?>[] {PackageReader.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        var site = CatalogSite.parse("https://quilt.example.com");
        var inventory = new Inventory(List.of(CatalogToolset.of(site, packages, null)));
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var limits = new Limits(Duration.ofSeconds(30), 768, 256, Integer.MAX_VALUE, 33_554_432);
        var runner = new Runner(inventory, limits, Validators.newValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("bench", Selection.of(inventory, "standard"), null, prompts, runner);
        var codec = new Codec(8_388_608);
        var current = new CurrentEra(methods.about(), RequestStateSigner.random());
        return new McpServer(
                codec,
                List.of(
                        new MethodDispatcher(codec, methods, runner, meters, current),
                        new MethodDispatcher(codec, methods, runner, meters, new HandshakeEra(methods.about()))),
                Traces.none());
    }

    @Benchmark
    public Message read() {
        return server.read(CALL);
    }

    @Benchmark
    public McpResponse callTool() {
        return server.handle(call, request);
    }

    @Benchmark
    public McpResponse listTools() {
        return server.handle(list, request);
    }
}
