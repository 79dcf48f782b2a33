package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.http.ErrorMapper;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.CountedLines;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody foresaw is counted, and is in the log by the words that the alarms look for. */
final class InternalErrorsTest {
    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private final CountedLines lines = new CountedLines("com.quiltdata.mcp");

    @AfterEach
    void leave() {
        lines.close();
    }

    private double counted() {
        var name = Metric.INTERNAL_ERRORS.scraped().replaceFirst("_total$", "");
        var snapshot =
                meters.registry().scrape(name::equals).stream().findFirst().orElseThrow();
        return ((CounterSnapshot) snapshot).getDataPoints().getFirst().getValue();
    }

    @Test
    void countsAndLogsAnErrorInsideATool() throws IOException {
        assertThat(counted()).isZero();
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"broken\",\"arguments\":{}}}";
        var server = Protocols.of(RequestStateSigner.random(), meters, new Broken());
        server.handle(
                server.read(body.getBytes(StandardCharsets.UTF_8)),
                McpRequests.request(Caller.of("t"), "r", McpRequests.headers(null, null, null)));
        assertThat(counted()).isEqualTo(1);
        assertThat(lines.counted("InternalErrors")).isEqualTo(1);
        assertThat(lines.counted("CallsFailed")).isEqualTo(1);
    }

    @Test
    void countsAndLogsAnErrorOutsideTheProtocol() throws IOException {
        var faults = new ErrorMapper(meters);
        assertThat(faults.toResponse(new IllegalStateException("broken")).getStatus())
                .isEqualTo(500);
        assertThat(counted()).isEqualTo(1);
        assertThat(lines.counted("InternalErrors")).isEqualTo(1);
    }

    /** Is broken. */
    private static final class Broken implements Tool<Broken.Input, Broken.Output> {
        record Input() {}

        record Output(@Doc("what never comes") String never) {}

        @Override
        public Spec<Input, Output> spec() {
            return new Spec<>("broken", "Broken", Effect.READ, "Is broken.", Input.class, Output.class);
        }

        @Override
        public Output call(Input in, Call call) {
            throw new IllegalStateException("broken");
        }
    }
}
