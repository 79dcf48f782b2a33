package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.http.ErrorMapper;
import com.quiltdata.mcp.mcp.RequestStateSigner;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.FilterPattern;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What nobody foresaw is counted, and is in the log by the words that the alarms look for. */
final class InternalErrorsTest {
    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private final Logger logger = (Logger) LoggerFactory.getLogger("com.quiltdata.mcp");
    private final @Nullable Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.setLevel(before);
        logger.detachAppender(lines);
    }

    private double counted() {
        var name = Metric.INTERNAL_ERRORS.scraped().replaceFirst("_total$", "");
        var snapshot =
                meters.registry().scrape(name::equals).stream().findFirst().orElseThrow();
        return ((CounterSnapshot) snapshot).getDataPoints().getFirst().getValue();
    }

    private long told() throws IOException {
        return counted("InternalErrors");
    }

    /** How many lines CloudWatch counts for this metric; each of them is there at any log level. */
    private long counted(String metric) throws IOException {
        var patterns = FilterPattern.all().stream()
                .filter(pattern -> pattern.metric().equals(metric))
                .toList();
        var told = lines.list.stream()
                .filter(line -> patterns.stream()
                        .anyMatch(pattern -> pattern.matches(line.getLevel() + " " + line.getFormattedMessage())))
                .toList();
        assertThat(told).allMatch(line -> line.getMarkerList().contains(AlarmMarker.MARKER));
        return told.size();
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
        assertThat(told()).isEqualTo(1);
        assertThat(counted("CallsFailed")).isEqualTo(1);
    }

    @Test
    void countsAndLogsAnErrorOutsideTheProtocol() throws IOException {
        var faults = new ErrorMapper(meters);
        assertThat(faults.toResponse(new IllegalStateException("broken")).getStatus())
                .isEqualTo(500);
        assertThat(counted()).isEqualTo(1);
        assertThat(told()).isEqualTo(1);
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
