package com.quiltdata.mcp.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.PlainServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamHttpTest {
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
    void sendsTheBearerTheRequestIdAndItsName() {
        upstream.answering(200, "{\"size\": 10.50}");

        var reply = ScopedValue.where(RequestId.CURRENT, "req-1").call(() -> http.get(registry(), CALLER));

        assertThat(reply.json().path("size").decimalValue()).hasToString("10.50");
        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(seen.requestId()).isEqualTo("req-1");
            assertThat(seen.userAgent()).isEqualTo("quilt-mcp-server/0.0.0");
        });
    }

    @Test
    void sendsNoBearerWithoutACaller() {
        upstream.answering(200, "{}");

        http.get(registry(), null);

        assertThat(upstream.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.authorization()).isNull();
            assertThat(seen.requestId()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "401, UnauthenticatedException",
        "403, Denied",
        "404, Unavailable",
        "408, TooLate",
        "422, Unavailable",
        "429, Throttled",
        "500, Unavailable",
        "502, Unavailable",
        "503, Unavailable",
        "504, TooLate"
    })
    void failsForEveryOtherStatus(int status, String fault) {
        upstream.answering(status, "{\"message\": \"" + TOKEN + " is in the body\"}");

        var thrown = assertThatThrownBy(() -> http.get(registry(), CALLER))
                .isInstanceOfAny(Failure.class, UnauthenticatedException.class);

        thrown.extracting(e -> e.getClass().getSimpleName()).isEqualTo(fault);
        thrown.message().doesNotContain(TOKEN);
        if (status == 403) {
            thrown.hasMessageEndingWith("permissions. The registry says: *** is in the body.");
        } else {
            thrown.message().doesNotContain("in the body");
        }
    }

    @ParameterizedTest
    @CsvSource({"431, 100, application/json", "400, 20000, text/html", "413, 20000, text/plain"})
    void reportsTokenThatIsTooLong(int status, int length, String type) {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, status, type, "too large"));

        fails(
                () -> http.get(registry(), Caller.of("x".repeat(length))),
                UnauthenticatedException.class,
                "too long for the registry");
    }

    @ParameterizedTest
    @CsvSource({"400, 20000, application/json", "400, 100, text/html", "413, 20000, application/json"})
    void doesNotBlameLengthForOtherRefusals(int status, int length, String type) {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, status, type, "[]"));

        fails(() -> http.get(registry(), Caller.of("x".repeat(length))), Failure.Unavailable.class, "The registry");
    }

    @ParameterizedTest
    @CsvSource({"400", "413"})
    void keepsAcceptedCallerSignedInWhenBalancerRefuses(int status) {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, status, "text/html", "too large"));

        fails(
                () -> http.get(registry(), Caller.of("x".repeat(20_000)).accepted()),
                Failure.Unavailable.class,
                "The registry");
    }

    @Test
    void attributesForbiddenWebPageToFirewall() {
        upstream.answering(
                exchange -> FakeUpstream.answer(exchange, 403, "text/html; charset=utf-8", "<html>" + TOKEN));

        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "firewall or proxy");
    }

    @Test
    void reportsUnavailableFor401WithoutACaller() {
        upstream.answering(401, "{}");

        fails(() -> http.get(registry(), null), Failure.Unavailable.class, "401");
    }

    @Test
    void reportsWaitWhenThrottled() {
        upstream.answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            FakeUpstream.answer(exchange, 429, "application/json", "{}");
        });

        assertThatThrownBy(() -> http.get(registry(), CALLER))
                .isInstanceOfSatisfying(
                        Failure.Throttled.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void followsNoRedirect() {
        try (var elsewhere = new FakeUpstream().answering(200, "{}")) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                upstream.answering(exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.url() + "/");
                    FakeUpstream.answer(exchange, status, "application/json", "{}");
                });
                fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "redirects");
                fails(
                        () -> http.post(registry(), CALLER, new byte[] {'{', '}'}, http.timeout()),
                        Failure.Unavailable.class,
                        "redirects");
            }
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void refusesWebPage() {
        upstream.answering(exchange -> FakeUpstream.answer(exchange, 200, "text/html", "<html>" + TOKEN));

        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "QUILT_REGISTRY_URL");
    }

    @ParameterizedTest
    @CsvSource({"[]", "'{\"cut\": '", "'{} {}'", "nonsense"})
    void refusesIncompleteObject(String body) {
        upstream.answering(200, body);

        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "well-formed");
    }

    @Test
    void returns400WithItsBody() {
        upstream.answering(400, "{\"message\": \"no\"}");

        assertThat(http.get(registry(), CALLER).ok()).isFalse();
    }

    @Test
    void doesNotRetryDroppedConnection() {
        upstream.answering(exchange -> {
            throw new IOException("dropped");
        });

        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "broke off");
        assertThat(upstream.seen()).hasSize(1);
    }

    @Test
    void explainsEachConnectionFailure() {
        upstream.close();
        fails(() -> http.get(registry(), CALLER), Failure.Unavailable.class, "refused the connection");
        fails(
                () -> http.get(Upstream.graphql("http://nowhere.invalid/"), CALLER),
                Failure.Unavailable.class,
                "does not resolve");
    }

    @Test
    void refusesServerWithoutTls() {
        try (var plain = new PlainServer()) {
            var secure = new Upstream(URI.create(plain.url()), "The catalog", "QUILT_CATALOG_URL", "catalog", "config");
            fails(() -> http.get(secure, CALLER), Failure.Unavailable.class, "QUILT_CATALOG_URL");
        }
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
