package com.quiltdata.mcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.SampleTools;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A tool that cannot be limited to buckets does not run where they are limited. */
final class BucketLimitToolsTest {
    /** A tool that returns the buckets of its request. */
    private record BucketsTool(String name, boolean obeysBucketLimit)
            implements Tool<SampleTools.Nothing, SampleTools.Output> {
        @Override
        public Spec<SampleTools.Nothing, SampleTools.Output> spec() {
            return new Spec<>(
                    name,
                    "Buckets",
                    Effect.READ,
                    "Returns buckets.",
                    SampleTools.Nothing.class,
                    SampleTools.Output.class);
        }

        @Override
        public SampleTools.Output call(SampleTools.Nothing in, Call call) {
            return new SampleTools.Output("buckets " + AllowedBuckets.current().names(), null, null);
        }
    }

    private final McpServer server = Protocols.of(
            RequestStateSigner.random(), new BucketsTool("with_ports", true), new BucketsTool("with_sql", false));

    private JsonNode call(String tool, String... buckets) {
        var plain = McpRequests.request(Caller.of("t"), "r", McpRequests.headers("2025-11-25", null, null));
        var request = new McpRequest(
                plain.caller(),
                plain.requestId(),
                plain.headers(),
                plain.streams(),
                plain.selection(),
                new AllowedBuckets(Set.of(buckets)));
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}".formatted(tool);
        var response = (McpResponse.Body) server.handle(server.read(body.getBytes(StandardCharsets.UTF_8)), request);
        try {
            return new ObjectMapper().readTree(response.json()).get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runsOnlyWithoutALimit() {
        assertThat(call("with_sql").at("/structuredContent/greeting").asText()).isEqualTo("buckets []");
        var refused = call("with_sql", "one-bucket");
        assertThat(refused.get("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asText())
                .isEqualTo("This connection is limited to the bucket `one-bucket` (X-MCP-Buckets), to which this tool"
                        + " cannot be limited: with_sql was not run and nothing was written.");
    }

    @Test
    void runsWithTheBucketsOfItsRequest() {
        assertThat(call("with_ports", "one-bucket")
                        .at("/structuredContent/greeting")
                        .asText())
                .isEqualTo("buckets [one-bucket]");
    }
}
