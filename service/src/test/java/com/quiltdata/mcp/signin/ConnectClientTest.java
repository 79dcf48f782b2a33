package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Scrape;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a small server that responds as the test says. */
@Timeout(60)
final class ConnectClientTest {
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String ENDPOINTS = """
            {"issuer": "%1$s", "authorization_endpoint": "%1$s/connect/authorize", "token_endpoint": "%1$s/auth/token",
             "registration_endpoint": "%1$s/auth/register", "revocation_endpoint": "%1$s/auth/revoke"}""";

    private record CannedResponse(int status, String body) {}

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<String, CannedResponse> responses = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Paths whose responses wait until they are released. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpServer server;
    private final String origin;
    private final ConnectClient client;

    ConnectClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::respond);
        server.start();
        origin = "http://localhost:" + server.getAddress().getPort();
        client = new ConnectClient(URI.create(origin), Meters.none(), now::get);
        responses.put(METADATA, new CannedResponse(200, ENDPOINTS.formatted(origin)));
    }

    private void respond(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add("%s %s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        path,
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        body));
        if (held.contains(path)) {
            arrived.release();
            Tasks.uninterruptibly(this::awaitRelease);
        }
        var canned = responses.getOrDefault(path, new CannedResponse(404, ""));
        var bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private boolean awaitRelease() {
        try {
            released.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        client.close();
        server.stop(0);
    }

    @Test
    void readsTheEndpointsOnceInTenMinutes() {
        var endpoints = client.endpoints();
        assertThat(endpoints.issuer()).isEqualTo(origin);
        assertThat(endpoints.authorize()).hasToString(origin + "/connect/authorize");
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(9)));
        assertThat(client.endpoints()).isSameAs(endpoints);
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(1)));
        assertThat(client.endpoints()).isEqualTo(endpoints);
        assertThat(requests).hasSize(2);
    }

    @Test
    void keepsTheEndpointsWhileTheyCannotBeReadAgain() {
        var endpoints = client.endpoints();
        responses.put(METADATA, new CannedResponse(503, ""));
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(10)));
        assertThat(client.endpoints()).isEqualTo(endpoints);
        assertThat(client.endpoints()).isEqualTo(endpoints);
        assertThat(requests).hasSize(2);
    }

    @Test
    void asksAFailingConnectAgainAfterTwoSeconds() {
        responses.put(METADATA, new CannedResponse(503, ""));
        assertThatThrownBy(client::endpoints).isInstanceOf(ConnectUnavailableException.class);
        assertThatThrownBy(client::endpoints).isInstanceOf(ConnectUnavailableException.class);
        assertThat(requests).hasSize(1);
        responses.put(METADATA, new CannedResponse(200, ENDPOINTS.formatted(origin)));
        now.updateAndGet(it -> it.plusSeconds(2));
        assertThat(client.endpoints().issuer()).isEqualTo(origin);
    }

    @Test
    void usesTheKnownEndpointsWhileTheyAreReadAgain() throws InterruptedException {
        var endpoints = client.endpoints();
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(10)));
        held.add(METADATA);
        var reader = Tasks.start("test", client::endpoints);
        arrived.acquire();
        assertThat(client.endpoints()).isSameAs(endpoints);
        assertThat(requests).hasSize(2);
        released.countDown();
        assertThat(reader.join()).isEqualTo(endpoints);
    }

    @Test
    void countsTheTimeUntilTheNextAttemptFromTheEndOfAFailedOne() throws InterruptedException {
        responses.put(METADATA, new CannedResponse(503, ""));
        held.add(METADATA);
        var reader = Tasks.start("test", client::endpoints);
        arrived.acquire();
        now.updateAndGet(it -> it.plusSeconds(3));
        released.countDown();
        assertThatThrownBy(reader::join).isInstanceOf(ConnectUnavailableException.class);
        assertThatThrownBy(client::endpoints).isInstanceOf(ConnectUnavailableException.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void pendingRegistrationsDoNotDelayTokens() throws InterruptedException {
        responses.put("/auth/register", new CannedResponse(201, "{}"));
        responses.put("/auth/token", new CannedResponse(200, "{}"));
        responses.put("/auth/revoke", new CannedResponse(200, ""));
        held.add("/auth/register");
        for (int i = 0; i < ConnectClient.MAX_OTHERS; i++) {
            Tasks.start("test", () -> client.register("Claude", origin));
        }
        arrived.acquire(ConnectClient.MAX_OTHERS);
        assertThat(client.token(Map.of()).ok()).isTrue();
        assertThat(client.revoke(Map.of()).ok()).isTrue();
        assertThatThrownBy(() -> client.register("Claude", origin))
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessageContaining("Too many requests to Quilt Connect");
    }

    @Test
    void pendingCodesDoNotDelayRefreshes() throws InterruptedException {
        responses.put("/auth/token", new CannedResponse(200, "{}"));
        client.endpoints();
        held.add("/auth/token");
        for (int i = 0; i < ConnectClient.MAX_TOKENS; i++) {
            Tasks.start("test", () -> client.token(Map.of("grant_type", "authorization_code")));
        }
        arrived.acquire(ConnectClient.MAX_TOKENS);
        held.clear();
        assertThat(client.token(Map.of("grant_type", "refresh_token")).ok()).isTrue();
    }

    @Test
    void saysThatConnectDoesNotRespondWhileTheFirstReadHangs() throws InterruptedException {
        held.add(METADATA);
        var reader = Tasks.start("test", client::endpoints);
        arrived.acquire();
        var silent = "Quilt Connect does not respond; try again later.";
        assertThatThrownBy(client::endpoints)
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessage(silent);
        assertThatThrownBy(reader::join).hasMessageContaining(silent);
    }

    /** RFC 7009 §2.2: the body is ignored. */
    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void treatsARevocationAsDoneWhateverItsBody(int status) {
        responses.put("/auth/revoke", new CannedResponse(status, "OK"));
        assertThat(client.revoke(Map.of("token", "t")).ok()).isTrue();
        for (var failed : List.of(300, 502)) {
            responses.put("/auth/revoke", new CannedResponse(failed, "<html>bad gateway</html>"));
            assertThatThrownBy(() -> client.revoke(Map.of())).isInstanceOf(ConnectUnavailableException.class);
        }
    }

    @Test
    void exchangesThatHaveEndedDelayNoOther() {
        responses.put("/auth/register", new CannedResponse(201, "{}"));
        for (int i = 0; i <= ConnectClient.MAX_OTHERS; i++) {
            assertThat(client.register("Claude", origin).ok()).isTrue();
        }
    }

    @Test
    void waitsForAPlaceNoLongerThanTheStep() {
        var limiter = new ConnectLimiter(0, Duration.ofHours(1), "none");
        assertThatThrownBy(() -> limiter.take(System.nanoTime()))
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessage("none");
    }

    @Test
    void threadThatIsInterruptedStaysSo() throws InterruptedException {
        held.add("/auth/token");
        var exchange = Tasks.start("test", () -> {
            assertThatThrownBy(() -> client.token(Map.of())).isInstanceOf(ConnectUnavailableException.class);
            return Thread.interrupted();
        });
        arrived.acquire();
        exchange.interrupt();
        assertThat(exchange.join()).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.token(Map.of())).isInstanceOf(ConnectUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sendsNothingAfterItIsClosed() {
        client.close();
        assertThatThrownBy(client::endpoints).isInstanceOf(ConnectUnavailableException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void measuresExchangesByOutcome() {
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        responses.put("/auth/token", new CannedResponse(200, "{}"));
        responses.put("/auth/register", new CannedResponse(400, "{}"));
        try (var measured = new ConnectClient(URI.create(origin), meters, now::get)) {
            measured.token(Map.of());
            measured.register("Claude", origin);
            server.stop(0);
            assertThatThrownBy(() -> measured.token(Map.of())).isInstanceOf(ConnectUnavailableException.class);
        }
        var scrape = Scrape.of(meters);
        var duration = "quilt_mcp_upstream_duration_seconds";
        assertThat(scrape.sum(duration + "_count", "operation=\"metadata\"", "outcome=\"ok\""))
                .isEqualTo(1);
        assertThat(scrape.sum(duration + "_count", "operation=\"token\"", "outcome=\"ok\""))
                .isEqualTo(1);
        assertThat(scrape.sum(duration + "_count", "operation=\"register\"", "outcome=\"400\""))
                .isEqualTo(1);
        assertThat(scrape.sum(duration + "_count", "operation=\"token\"", "outcome=\"unavailable\""))
                .isEqualTo(1);
        assertThat(scrape.sum(duration + "_sum")).isBetween(0.0, 60.0);
    }

    @Test
    void endsAnExchangeThatTakesTooLong() {
        held.add("/auth/token");
        try (var hasty = new ConnectClient(URI.create(origin), Meters.none(), now::get, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> hasty.token(Map.of()))
                    .isInstanceOf(ConnectUnavailableException.class)
                    .hasMessage("Quilt Connect does not respond; try again later.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/auth/token",
                "http://localhost:1/auth/token",
                "http://localhost@evil.example.com/auth/token",
                "/auth/token",
                "",
                "not a url"
            })
    void refusesAForeignEndpoint(String token) {
        responses.put(
                METADATA, new CannedResponse(200, ENDPOINTS.formatted(origin).replace(origin + "/auth/token", token)));
        assertThatThrownBy(client::endpoints)
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessageContaining("token_endpoint");
    }

    @Test
    void treatsTheIssuersExplicitPortAsTheSameOrigin() {
        var metadata = ENDPOINTS.formatted("https://connect.example.com:443");
        var endpoints = ConnectEndpoints.of(URI.create("https://connect.example.com"), json(metadata));
        assertThat(endpoints.issuer()).isEqualTo("https://connect.example.com:443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user@connect.example.com/auth/token", "https://connect.example.com/auth/token#fragment"
            })
    void refusesAnEndpointOfItsOriginWithUserInformationOrAFragment(String token) {
        var origin = "https://connect.example.com";
        var metadata = json(ENDPOINTS.formatted(origin).replace(origin + "/auth/token", token));
        assertThatThrownBy(() -> ConnectEndpoints.of(URI.create(origin), metadata))
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessageContaining("token_endpoint");
    }

    private static JsonNode json(String text) {
        try {
            return BoundedJsonParser.ARGUMENT.read(text);
        } catch (UnreadableJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void registersOneRedirect() {
        responses.put("/auth/register", new CannedResponse(201, "{\"client_id\": \"c1\"}"));
        var reply = client.register("Claude via mcp.example.com", "https://mcp.example.com/signin/callback");
        assertThat(reply.ok()).isTrue();
        assertThat(reply.body().path("client_id").asText()).isEqualTo("c1");
        assertThat(requests.getLast())
                .isEqualTo("POST /auth/register application/json {\"client_name\":\"Claude via mcp.example.com\","
                        + "\"token_endpoint_auth_method\":\"none\",\"scope\":\"platform\",\"redirect_uris\":"
                        + "[\"https://mcp.example.com/signin/callback\"],\"grant_types\":[\"authorization_code\","
                        + "\"refresh_token\"],\"response_types\":[\"code\"]}");
    }

    @Test
    void sendsFormsAndReturnsRefusals() {
        responses.put("/auth/token", new CannedResponse(400, "{\"error\": \"invalid_grant\"}"));
        responses.put("/auth/revoke", new CannedResponse(200, ""));
        var form = new LinkedHashMap<>(Map.of("code", "a b&c=ü"));
        var reply = client.token(form);
        assertThat(reply.ok()).isFalse();
        assertThat(reply).as("without the body, which may have tokens").hasToString("ConnectReply[400]");
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(requests.getLast())
                .isEqualTo("POST /auth/token application/x-www-form-urlencoded code=a%20b%26c%3D%C3%BC");
        assertThat(client.revoke(Map.of("token", "t")).ok()).isTrue();
        assertThat(requests.getLast()).startsWith("POST /auth/revoke ").endsWith("token=t");
    }

    @Test
    void followsNoRedirect() {
        responses.put("/auth/token", new CannedResponse(302, "{}"));
        assertThat(client.token(Map.of()).status()).isEqualTo(302);
        responses.put("/auth/token", new CannedResponse(300, "{}"));
        assertThat(client.token(Map.of()).ok()).isFalse();
        assertThat(requests).noneMatch(it -> it.contains("elsewhere"));
    }

    @Test
    void refusesLongAndForeignResponses() {
        responses.put("/auth/token", new CannedResponse(200, "{\"a\": \"" + "x".repeat(64 * 1024) + "\"}"));
        assertThatThrownBy(() -> client.token(Map.of())).isInstanceOf(ConnectUnavailableException.class);
        responses.put("/auth/token", new CannedResponse(502, "<html>bad gateway</html>"));
        assertThatThrownBy(() -> client.token(Map.of()))
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessageNotContaining("html");
    }

    @Test
    void saysThatNobodyListens() {
        server.stop(0);
        assertThatThrownBy(client::endpoints)
                .isInstanceOf(ConnectUnavailableException.class)
                .hasMessage("Quilt Connect does not respond; try again later.");
    }
}
