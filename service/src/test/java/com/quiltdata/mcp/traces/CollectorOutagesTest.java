package com.quiltdata.mcp.traces;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.testing.TraceCollector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a collector that does not do its work costs: spans, one line in the log, and nothing else. */
@Timeout(180)
@Tag("slow")
final class CollectorOutagesTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(Traces.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TraceCollector collector = new TraceCollector();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Traces traces = to(collector.url());

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void end() {
        released.countDown();
        traces.close();
        collector.close();
        log.detachAppender(lines);
        log.setLevel(null);
    }

    private static Traces to(String url) {
        return Traces.to(new CollectorSettings(URI.create(url), Map.of("x-key", "s3cr3t"), "test", 1), "0.0.0");
    }

    private static void serve(Traces traces, int times) {
        var absent = new RemoteTraceContext(null, null);
        IntStream.range(0, times).forEach(_ -> traces.serving(absent, absent).end());
    }

    private List<String> told() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Until a test releases it. */
    private void hang() {
        collector.answering(exchange -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
        });
    }

    /** The collector still holds the first batch when all of this is through. */
    @Test
    void dropsSpansAndLogsOnceWhileCollectorHangs() {
        hang();
        serve(traces, 1);
        collector.await(spans -> !spans.isEmpty());
        serve(traces, 6000);
        assertThat(told()).singleElement().asString().contains("gets no traces", "Calls are not affected");
        traces.close();
        assertThat(told()).hasSize(2);
        assertThat(told().getLast()).isEqualTo("Spans that the trace collector did not receive: 6001.");
    }

    @Test
    void logsRefusedSpansOnceAndRecoveryWithTheirNumber() {
        collector.answering(exchange -> exchange.sendResponseHeaders(400, -1));
        serve(traces, 3);
        collector.await(spans -> spans.size() == 3);
        serve(traces, 2);
        collector.await(spans -> spans.size() == 5);
        collector.answering(exchange -> exchange.sendResponseHeaders(200, -1));
        serve(traces, 1);
        collector.await(spans -> spans.size() == 6);
        traces.close();
        assertThat(told()).hasSize(2);
        assertThat(told().getLast()).isEqualTo("The trace collector receives spans again. Dropped spans: 5.");
    }

    @Test
    void logsLostSpansAtShutdown() {
        collector.close();
        serve(traces, 3);
        traces.close();
        assertThat(told().getLast()).isEqualTo("Spans that the trace collector did not receive: 3.");
        assertThat(told()).noneMatch(line -> line.contains("s3cr3t"));
    }

    @Test
    void doesNotFollowRedirects() {
        try (var elsewhere = new TraceCollector()) {
            collector.answering(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url() + "/v1/traces");
                exchange.sendResponseHeaders(307, -1);
            });
            serve(traces, 1);
            collector.await(spans -> !spans.isEmpty());
            traces.close();
            assertThat(elsewhere.requests()).isZero();
            assertThat(told().getLast()).contains("did not receive: 1.");
        }
    }

    @Test
    void doesNotUseJvmProxy() {
        var before = System.getProperty("http.proxyHost");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "9");
        System.setProperty("http.nonProxyHosts", "");
        try {
            serve(traces, 1);
            assertThat(collector.await(spans -> !spans.isEmpty())).hasSize(1);
        } finally {
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
            if (before == null) {
                System.clearProperty("http.proxyHost");
            } else {
                System.setProperty("http.proxyHost", before);
            }
        }
    }

    @Test
    void omitsHeadersFromToString() {
        assertThat(new CollectorSettings(URI.create("http://c:4318"), Map.of("x-key", "s3cr3t"), "test", 1))
                .hasToString("Collector[http://c:4318]");
    }
}
