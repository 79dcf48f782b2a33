package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream.Part;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much the registry sends, no more is read than the bounds allow. */
@Timeout(60)
class UpstreamFloodTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final long WITH_SOCKETS = 16L << 20;

    private final ByteBudget budget = new ByteBudget(1_000_000, Duration.ofMillis(50));
    private final UpstreamHttp http = new UpstreamHttp(
            new BoundedClientBuilder(new MetricRegistry()),
            "0.0.0",
            Duration.ofSeconds(20),
            new ResponseBounds(300_000, new MemoryBudget(budget)),
            ExchangeRecorder.untold());

    @AfterEach
    void close() throws IOException {
        http.stop();
        assertThat(budget.held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"STATUS", "HEADER", "HEADERS", "CHUNK_EXTENSION", "TRAILERS"})
    void refusesAnEndlessHead(Part part) {
        try (var registry = new FloodingUpstream(part)) {
            assertThatThrownBy(() -> ByteBudget.scope(() -> http.get(Upstream.credentials(registry.url()), CALLER)))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("response headers exceed this server's limit");
            assertThat(registry.sent()).isLessThan(WITH_SOCKETS);
        }
    }

    @Test
    void refusesAnEndlessBody() {
        try (var registry = new FloodingUpstream(Part.BODY)) {
            assertThatThrownBy(() -> ByteBudget.scope(() -> http.get(Upstream.credentials(registry.url()), CALLER)))
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessageContaining("300000 bytes");
            assertThat(registry.sent()).isLessThan(WITH_SOCKETS);
        }
    }

    @Test
    void chargesParsedResponseUntilCallEnds() {
        try (var registry = new FakeUpstream().answering(200, "{\"a\": [" + "{},".repeat(1000) + "{}]}")) {
            var held = ByteBudget.scope(() -> {
                http.get(Upstream.credentials(registry.url()), CALLER);
                return budget.held();
            });
            assertThat(held).isBetween(100_000L, 300_000L);
        }
    }

    @Test
    void refusesResponseLargerThanBudget() {
        try (var registry = new FakeUpstream().answering(200, "{\"a\": [" + "{},".repeat(50_000) + "{}]}")) {
            assertThatThrownBy(() -> ByteBudget.scope(() -> http.get(Upstream.credentials(registry.url()), CALLER)))
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessageContaining("QUILT_MCP_MEMORY_BYTES");
        }
    }

    @Test
    void throttlesWhenOthersHoldTheMemory() {
        try (var registry = new FakeUpstream().answering(200, "{}");
                var others = budget.share("")) {
            others.grow(budget.total());
            assertThatThrownBy(() -> ByteBudget.scope(() -> http.get(Upstream.credentials(registry.url()), CALLER)))
                    .isInstanceOfSatisfying(
                            Failure.Throttled.class,
                            e -> assertThat(e.retryAfter()).isEqualTo(budget.patience()))
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void throttlesWhenMemoryIsLackingUntilDeadline() throws Exception {
        var patient = new ByteBudget(1_000_000, Duration.ofSeconds(60));
        var client = new UpstreamHttp(
                new BoundedClientBuilder(new MetricRegistry()),
                "0.0.0",
                Duration.ofSeconds(1),
                new ResponseBounds(300_000, new MemoryBudget(patient)),
                ExchangeRecorder.untold());
        try (var registry = new FakeUpstream().answering(200, "{}");
                var others = patient.share("")) {
            others.grow(patient.total());
            var fault = new CompletableFuture<Throwable>();
            var _ = Thread.ofVirtual()
                    .start(() -> fault.complete(catchThrowable(
                            () -> ByteBudget.scope(() -> client.get(Upstream.credentials(registry.url()), CALLER)))));
            assertThat(fault.get(30, TimeUnit.SECONDS)).isInstanceOf(Failure.Throttled.class);
        }
        client.stop();
    }
}
