package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time and size have an end, whatever the upstream does. */
class UpstreamLimitsTest {
    private static final String TOKEN = "a-very-secret-token";
    private static final Caller CALLER = Caller.of(TOKEN);

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @Test
    void stopsReadingAtTheLimit() throws IOException {
        var small = FakeUpstream.client(Duration.ofSeconds(20), 1000);
        upstream.answering(200, "{\"x\": \"" + "x".repeat(992) + "\"}");
        fails(() -> small.get(registry(), CALLER), Failure.TooLarge.class, "1000 bytes");
        upstream.answering(200, "{\"x\": \"" + "x".repeat(991) + "\"}");
        assertThat(small.get(registry(), CALLER).ok()).isTrue();
        small.stop();
    }

    @Test
    void breaksOffEndlessChunkedBody() throws IOException {
        var small = FakeUpstream.client(Duration.ofSeconds(20), 1000);
        upstream.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[4096]);
            }
        });

        fails(() -> small.get(registry(), CALLER), Failure.TooLarge.class, "1000 bytes");
        small.stop();
    }

    @Test
    void countsAfterDecompression() {
        var compressed = gzip("{\"x\": \"" + " ".repeat(2 << 20) + "\"}");
        upstream.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, compressed.length);
            exchange.getResponseBody().write(compressed);
            exchange.close();
        });

        fails(() -> http.get(registry(), CALLER), Failure.TooLarge.class, "reads; request less data.");
        fails(
                () -> http.get(Upstream.credentials(upstream.url()), CALLER),
                Failure.TooLarge.class,
                "reads; check QUILT_REGISTRY_URL.");
    }

    @ParameterizedTest
    @CsvSource({"credentials, 'timed out on the request; try again.'", "search, 'try again, or request less data.'"})
    void advisesToRequestLessOnlyWhereACallerCan(String path, String advice) {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, 504, "text/html", ""));
        var to = path.equals("search") ? Upstream.search(upstream.url(), "q=a") : Upstream.credentials(upstream.url());

        fails(() -> http.get(to, CALLER), Failure.TooLate.class, advice);
    }

    @Test
    void refusesTruncatedBody() {
        upstream.answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("dropped");
        });

        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "broke off");
    }

    @Test
    void coversTricklingBodyByDeadline() throws IOException {
        var hurried = FakeUpstream.client(Duration.ofMillis(300), 1 << 20);
        var done = new CountDownLatch(1);
        upstream.answering(trickle(done));

        fails(() -> hurried.get(registry(), CALLER), Failure.TooLate.class, "QUILT_SERVICE_TIMEOUT");
        done.countDown();
        hurried.stop();
    }

    @Test
    void endsExchangeOnInterrupt() throws Exception {
        var arrived = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        upstream.answering(exchange -> {
            arrived.countDown();
            await(never, 60_000);
        });
        var outcome = new CompletableFuture<Throwable>();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                http.get(registry(), CALLER);
            } catch (Failure e) {
                outcome.complete(e);
            }
        });

        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();

        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Failure.TooLate.class);
        never.countDown();
    }

    private static HttpHandler trickle(CountDownLatch done) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            while (!await(done, 20)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        };
    }

    private static boolean await(CountDownLatch latch, long millis) throws IOException {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private Upstream registry() {
        return Upstream.graphql(upstream.url() + "/api/thing");
    }

    private static void fails(ThrowingCallable call, Class<? extends Throwable> as, String saying) {
        assertThatThrownBy(call)
                .isInstanceOf(as)
                .hasMessageContaining(saying)
                .message()
                .doesNotContain(TOKEN);
    }
}
