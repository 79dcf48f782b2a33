package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change is sent once, and it is told apart whether it was not made or may have been. */
class UpstreamChangeTest {
    private static final Caller CALLER = Caller.of("a-very-secret-token");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    private JsonResponse change(Duration limit) {
        return http.change(Upstream.graphql(upstream.url() + "/graphql"), CALLER, Map.of("a", "é"), limit);
    }

    @Test
    void sendsBodyUnchangedWithItsLength() {
        var length = new AtomicReference<String>();
        upstream.answering(exchange -> {
            length.set(exchange.getRequestHeaders().getFirst("Content-Length"));
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });

        assertThat(change(LIMIT).ok()).isTrue();

        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.body()).isEqualTo("{\"a\":\"é\"}");
            assertThat(seen.authorization()).isEqualTo("Bearer a-very-secret-token");
        });
        assertThat(length.get()).isEqualTo("10");
    }

    @Test
    void reportsUnknownOutcomeAtLimit() {
        var never = new CountDownLatch(1);
        upstream.answering(exchange -> Latches.await(never));

        assertThatThrownBy(() -> change(Duration.ofMillis(400)))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("unknown whether the change was made");
        assertThat(upstream.seen()).hasSize(1);
        never.countDown();
    }

    @Test
    void allowsChangeLongerThanTimeout() throws IOException {
        var hurried = FakeUpstream.client(Duration.ofMillis(200), 1 << 20);
        var asked = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        upstream.answering(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                asked.countDown();
                Latches.await(told);
            } else {
                Latches.await(asked);
            }
            FakeUpstream.answer(exchange, 200, "application/json", "{}");
        });
        // Another exchange runs into its own timeout while the change is under way, so that much time has passed.
        var other = Thread.ofVirtual().start(() -> {
            Latches.await(asked);
            upstreamSilent(hurried);
            told.countDown();
        });

        var reply = hurried.change(Upstream.graphql(upstream.url() + "/graphql"), CALLER, Map.of(), LIMIT);

        assertThat(reply.ok()).isTrue();
        assertThat(other).isNotNull();
        hurried.stop();
    }

    private static void upstreamSilent(UpstreamHttp hurried) {
        try (var silent = new FakeUpstream()) {
            var never = new CountDownLatch(1);
            silent.answering(exchange -> Latches.await(never));
            assertThatThrownBy(() -> hurried.get(Upstream.catalog(silent.url(), "/x"), null))
                    .isInstanceOf(Failure.TooLate.class);
            never.countDown();
        }
    }

    @Test
    void doesNotRetryBrokenConnection() {
        upstream.answering(exchange -> {
            throw new IOException("dropped");
        });

        assertThatThrownBy(() -> change(LIMIT))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("broke off");
        assertThat(upstream.seen()).hasSize(1);
    }

    /** A connection that the server closes while it is idle is the one that clients like to try again. */
    @Test
    void doesNotRetryBrokenReusedConnection() {
        upstream.answering(200, "{}");
        change(LIMIT);
        upstream.answering(exchange -> {
            throw new IOException("dropped");
        });

        assertThatThrownBy(() -> change(LIMIT)).isInstanceOf(Failure.TooLate.class);
        assertThat(upstream.seen()).hasSize(2);
    }

    @Test
    void reportsUnknownOutcomeForTruncatedResponse() {
        upstream.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("dropped");
        });

        assertThatThrownBy(() -> change(LIMIT)).isInstanceOf(Failure.TooLate.class);
    }

    @Test
    void reportsUnknownOutcomeForResponseThatIsNotJson() {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, 200, "text/html", "<html>"));

        assertThatThrownBy(() -> change(LIMIT)).isInstanceOf(Failure.TooLate.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void reportsUnknownOutcomeAfterServerError(int status) {
        upstream.answering(status, "{}");

        assertThatThrownBy(() -> change(LIMIT))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("HTTP " + status)
                .hasMessageContaining("check before you send it again");
        assertThat(upstream.seen()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"401, UnauthenticatedException", "403, Denied", "404, Unavailable", "413, Unavailable", "429, Throttled"
    })
    void reportsRefusalAsUnchanged(int status, String fault) {
        upstream.answering(status, "{}");

        assertThatThrownBy(() -> change(LIMIT))
                .isInstanceOfAny(Failure.class, UnauthenticatedException.class)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(fault);
        assertThat(upstream.seen()).hasSize(1);
    }

    @Test
    void reportsUnsentChangeAsUnchanged() {
        upstream.close();

        assertThatThrownBy(() -> change(LIMIT))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("refused the connection");
    }

    @Test
    void reportsUnknownOutcomeForInterruptedCall() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        upstream.answering(exchange -> {
            asked.countDown();
            Latches.await(never);
        });
        var fault = new AtomicReference<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                change(LIMIT);
            } catch (Failure e) {
                fault.set(e);
            }
        });

        Latches.await(asked);
        thread.interrupt();
        thread.join();

        assertThat(fault.get()).isInstanceOf(Failure.TooLate.class).hasMessageContaining("unknown whether");
        never.countDown();
    }
}
