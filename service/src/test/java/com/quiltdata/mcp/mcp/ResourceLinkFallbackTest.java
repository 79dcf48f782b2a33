package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.testing.McpRequests.META;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.RawTools;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to resources, for clients that know them, to resources that can be read. */
final class ResourceLinkFallbackTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long READABLE = 1000;

    record Input() {}

    record Output(@Doc("x") int x, @Hidden long size) implements HasContentBlocks {
        @Override
        public List<ContentBlock> blocks() {
            return List.of(
                    new ContentBlock.ImageContent("image/png", new byte[] {1, 2, 3}),
                    new ContentBlock.ResourceLink("s3://b/k", "k", "text/csv", size));
        }
    }

    /** What is as large as is said. */
    private record Sized(long size) implements Tool<Input, Output> {
        @Override
        public Spec<Input, Output> spec() {
            return new Spec<>("shown", "Shown", Effect.READ, "A sample.", Input.class, Output.class);
        }

        @Override
        public Output call(Input in, Call call) {
            return new Output(1, size);
        }
    }

    private static final class Directory implements ResourceDirectory {
        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public Optional<Content> read(String uri, Call call) {
            return Optional.empty();
        }

        @Override
        public long maxBytes() {
            return READABLE;
        }
    }

    private static McpServer server(@Nullable ResourceDirectory resources, long size) {
        var raw = RawTools.of(
                "raw",
                Effect.READ,
                (_, _) -> CallToolResult.of(new ContentBlock.ResourceLink("s3://b/k", "k", null, null)));
        var inventory = new Inventory(List.of(new Toolset("sample", List.of(new Sized(size), raw))));
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var limits = new Limits(Duration.ofSeconds(30), 10, 10, 1000, 100_000);
        var runner = new Runner(inventory, limits, Validators.newValidator(), meters, _ -> {});
        var prompts = new PromptInventory(List.of(), (_, _) -> Completer.Suggestions.NONE);
        var methods = Methods.of("1.2.3", Selection.of(inventory, "standard"), resources, prompts, runner);
        return Protocols.of(methods, methods, runner, meters, RequestStateSigner.random());
    }

    private static JsonNode content(McpServer server, String tool, @Nullable String version) {
        var modern = "2026-07-28".equals(version);
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
                .formatted(tool, modern ? "," + META : "");
        var headers =
                modern ? McpRequests.headers(version, "tools/call", tool) : McpRequests.headers(version, null, null);
        var inbound = McpRequests.request(Caller.of("t"), "r", headers);
        if (!(server.handle(server.read(body.getBytes(StandardCharsets.UTF_8)), inbound)
                instanceof McpResponse.Body reply)) {
            throw new AssertionError("no body");
        }
        try {
            return JSON.readTree(reply.json()).at("/result/content");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> types(JsonNode content) {
        var types = new ArrayList<String>();
        content.forEach(block -> types.add(block.get("type").asText()));
        return types;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28"})
    void sendsLinksToClientsThatSupportThem(String version) {
        var server = server(new Directory(), READABLE);
        var content = content(server, "shown", version);
        assertThat(types(content)).containsExactly("text", "image", "resource_link");
        assertThat(content.get(2).toString())
                .isEqualTo(
                        "{\"type\":\"resource_link\",\"uri\":\"s3://b/k\",\"name\":\"k\",\"mimeType\":\"text/csv\",\"size\":1000}");
        assertThat(types(content(server, "raw", version))).containsExactly("resource_link");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"2024-11-05", "2025-03-26"})
    void sendsTextToOlderClients(@Nullable String version) {
        var server = server(new Directory(), READABLE);
        var content = content(server, "shown", version);
        assertThat(types(content)).containsExactly("text", "image", "text");
        assertThat(content.get(2).get("text").asText()).isEqualTo("k: s3://b/k");
        assertThat(content(server, "raw", version).at("/0/text").asText()).isEqualTo("k: s3://b/k");
    }

    @Test
    void doesNotLinkObjectsThatAreTooLargeToRead() {
        var content = content(server(new Directory(), READABLE + 1), "shown", "2026-07-28");
        assertThat(types(content)).containsExactly("text", "image", "text");
        assertThat(content.get(2).get("text").asText()).isEqualTo("k: s3://b/k");
    }

    @Test
    void doesNotLinkWhenResourcesAreSwitchedOff() {
        assertThat(types(content(server(null, 1), "shown", "2026-07-28"))).containsExactly("text", "image", "text");
    }
}
