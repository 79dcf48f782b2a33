package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.breaker.BreakerRegistry;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exchanges with the registry and the catalog do to their breakers, and the other way round. */
class UpstreamBreakersTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");

    private final FakeUpstream upstream = new FakeUpstream();
    private final BreakerRegistry breakers =
            new BreakerRegistry(true, Duration.ofHours(1), Meters.none(), Clock.systemUTC());
    private final UpstreamHttp http = FakeUpstream.client().behind(breakers);
    private final Upstream registry = Upstream.graphql(upstream.url() + "/graphql");

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> http.get(registry, CALLER))
                    .isInstanceOfAny(Failure.class, UnauthenticatedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void opensBreakerWhenProxyCannotReachUpstream(int status) {
        upstream.answering(status, "{}");
        ask(10);

        assertThatThrownBy(() -> http.get(registry, CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll(
                        "The registry", "QUILT_REGISTRY_URL", "nothing was sent", "try again in 3600 s");
        assertThat(upstream.seen()).hasSize(10);
        assertThat(breakers.open()).containsExactly("registry");
    }

    @Test
    void opensBreakerWhenConnectionsAreRefused() {
        upstream.close();
        ask(10);

        assertThat(breakers.open()).containsExactly("registry");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500})
    void keepsBreakerClosedForRefusalsOfOneCaller(int status) {
        upstream.answering(status, "[]");
        ask(30);

        assertThat(upstream.seen()).hasSize(30);
        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void opensBreakerAfterErrorsOfFiveAcceptedCallers() {
        upstream.answering(500, "{}");
        askAsFive(Caller::of, Duration.ofSeconds(20));
        assertThat(breakers.open()).isEmpty();
        askAsFive(token -> Caller.of(token).accepted(), Duration.ofSeconds(20));
        assertThat(breakers.open()).containsExactly("registry");
    }

    @Test
    void keepsBreakerClosedWhenLimitWasShort() {
        var never = new CountDownLatch(1);
        upstream.answering(exchange -> {
            try (exchange) {
                Latches.await(never);
            }
        });
        askAsFive(token -> Caller.of(token).accepted(), Duration.ofMillis(20));
        assertThat(breakers.open()).isEmpty();
        assertThatThrownBy(() -> http.get(registry, CALLER, Duration.ofMillis(20)))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageNotContaining("QUILT_SERVICE_TIMEOUT");
        never.countDown();
    }

    private void askAsFive(Function<String, Caller> callers, Duration limit) {
        for (int i = 0; i < 5; i++) {
            var caller = callers.apply("token-" + i);
            assertThatThrownBy(() -> http.get(registry, caller, limit)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void reportsThatRefusedChangeWasNotSent() {
        upstream.answering(503, "{}");
        ask(10);

        assertThatThrownBy(() -> http.change(registry, CALLER, Map.of(), Duration.ofSeconds(20)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("nothing was sent");
        assertThat(upstream.seen()).hasSize(10);
    }

    @Test
    void keepsSeparateBreakerForCatalog() {
        upstream.answering(503, "{}");
        ask(10);
        upstream.answering(200, "{}");

        assertThat(http.get(Upstream.catalog(upstream.url(), "/config.json"), null)
                        .ok())
                .isTrue();
    }
}
