package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How exchanges that run on the virtual thread of their caller end in time. */
class ExchangeDeadlineTest {
    private static final Caller CALLER = Caller.of("a-token");

    private final FakeUpstream upstream = new FakeUpstream();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        upstream.close();
    }

    @Test
    void endsSilentExchangeAtTimeout() throws Exception {
        var hurried = FakeUpstream.client(Duration.ofMillis(300), 1 << 20);
        upstream.answering(silent());

        var outcome = virtually(() -> hurried.get(registry(), CALLER));

        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("QUILT_SERVICE_TIMEOUT");
        hurried.stop();
    }

    @Test
    void endsTricklingBodyAtLimit() throws Exception {
        var http = FakeUpstream.client();
        upstream.answering(trickling());

        var outcome = virtually(() -> http.get(registry(), CALLER, Duration.ofMillis(300)));

        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("300 ms that were left");
        http.stop();
    }

    @Test
    void endsExchangeOnInterruptWithoutSendingItAgain() throws Exception {
        var http = FakeUpstream.client();
        upstream.answering(200, "{}");
        http.get(registry(), CALLER); // the next exchange reuses the connection
        var requests = new AtomicInteger();
        upstream.answering(exchange -> {
            requests.incrementAndGet();
            silent().handle(exchange);
        });
        var outcome = new CompletableFuture<Throwable>();

        var thread = Thread.ofVirtual().start(() -> {
            outcome.complete(thrownBy(() -> http.get(registry(), CALLER)));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();

        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("cancelled before");
        assertThat(requests).hasValue(1);
        http.stop();
    }

    @Test
    void sendsNothingForCallThatIsOver() throws Exception {
        var http = FakeUpstream.client();

        var outcome = virtually(() -> {
            Thread.currentThread().interrupt();
            return http.get(registry(), CALLER);
        });

        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("cancelled before");
        assertThat(upstream.seen()).isEmpty();
        http.stop();
    }

    @Test
    void waitsForLookupOnlyUntilDeadline() {
        var resolver = new BoundedDnsResolver(new HangingResolver());
        var request = new HttpUriRequestBase("GET", registry().uri());

        try (var deadline = ExchangeDeadline.start(request, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> ScopedValue.where(ExchangeDeadline.CURRENT, deadline)
                            .call(() -> resolver.resolve("catalog.example.com")))
                    .isInstanceOf(UnknownHostException.class);
            assertThat(deadline.passed()).isTrue();
        }
    }

    @Test
    void cancelsRequestAtDeadline() {
        var request = new HttpUriRequestBase("GET", registry().uri());

        try (var deadline = ExchangeDeadline.start(request, Duration.ofMillis(1))) {
            while (!request.isCancelled()) {
                Thread.onSpinWait();
            }
            assertThat(deadline.remaining()).isZero();
        }
    }

    @Test
    void passesUnknownHostOn() {
        var resolver = new BoundedDnsResolver(new HangingResolver());

        assertThatThrownBy(() -> resolver.resolve("unknown.example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("no such host");
    }

    @Test
    void keepsRequestThatEndedInTime() {
        var request = new HttpUriRequestBase("GET", registry().uri());

        ExchangeDeadline.start(request, Duration.ofMillis(50)).close();
        try (var later =
                ExchangeDeadline.start(new HttpUriRequestBase("GET", registry().uri()), Duration.ofMillis(100))) {
            while (!later.passed()) {
                Thread.onSpinWait();
            }
        }

        assertThat(request.isCancelled()).isFalse();
    }

    /** Finds no host of one name, and never ends a lookup of another. */
    private final class HangingResolver implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.startsWith("unknown")) {
                throw new UnknownHostException("no such host");
            }
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new InetAddress[0];
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private CompletableFuture<Throwable> virtually(Supplier<?> exchange) {
        var outcome = new CompletableFuture<Throwable>();
        var _ = Thread.ofVirtual().start(() -> outcome.complete(thrownBy(exchange)));
        return outcome;
    }

    private static Throwable thrownBy(Supplier<?> exchange) {
        try {
            return new AssertionError("returned " + exchange.get());
        } catch (Failure e) {
            return e;
        }
    }

    private HttpHandler silent() {
        return _ -> {
            arrived.countDown();
            await(60_000);
        };
    }

    private HttpHandler trickling() {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            while (!await(20)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        };
    }

    private boolean await(long millis) throws IOException {
        try {
            return released.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Upstream registry() {
        return Upstream.graphql(upstream.url() + "/api/thing");
    }
}
