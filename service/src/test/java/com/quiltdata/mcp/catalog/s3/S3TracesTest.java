package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.traces.CollectorSettings;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.quiltdata.mcp.traces.Traces;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What S3 gets to know of a trace, which is nothing, and the trace of S3. */
final class S3TracesTest {
    private static final TraceContext PLACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, "a=1");

    @Test
    void recordsChildSpanWithoutSendingTraceToS3() {
        List<Headers> seen = new CopyOnWriteArrayList<>();
        try (var collector = new TraceCollector();
                var s3 = new FakeUpstream().answering(exchange -> {
                    seen.add(exchange.getRequestHeaders());
                    exchange.getResponseHeaders().set("Content-Length", "1");
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                var traces =
                        Traces.to(new CollectorSettings(URI.create(collector.url()), Map.of(), "test", 1), "0.0.0")) {
            var settings = S3Adapters.settings(URI.create(s3.url()), "eu-west-1", Duration.ofSeconds(20));
            var reader = S3Catalog.of(
                            new FixedCredentials(),
                            settings,
                            S3Adapters.unlimited(),
                            new ExchangeRecorder(Meters.none(), traces),
                            BreakerRegistry.none())
                    .reader();
            ScopedValue.where(TraceContext.CURRENT, PLACE)
                    .run(() -> reader.info(Caller.of("token"), new ObjectLocation("bucket", "key", null)));
            var spans = collector.await(
                    all -> all.stream().anyMatch(span -> span.name().equals("s3 HeadObject")));
            assertThat(spans)
                    .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(PLACE.spanId()))
                    .noneMatch(TraceCollector.ReceivedSpan::failed);
            assertThat(seen)
                    .isNotEmpty()
                    .allSatisfy(headers -> assertThat(headers.keySet())
                            .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("trace")));
        }
    }

    private static final class FixedCredentials implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials("AKID", "secret", "session", Instant.now().plusSeconds(3600));
        }

        @Override
        public void forget(Caller caller) {}

        @Override
        public void forget(Caller caller, Credentials stale) {}
    }
}
