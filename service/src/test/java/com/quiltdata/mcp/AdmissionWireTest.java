package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission as clients meet it, on the real server. */
@Timeout(120)
@Tag("process")
final class AdmissionWireTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final String SOMEBODY =
            "{\"data\":{\"me\":{\"name\":\"ada\",\"role\":{\"name\":\"r\"}},\"buckets\":[]}}";
    private static final Map<String, ?> BUCKET = Map.of("bucket", "quilt-example", "max_keys", 5);

    @BeforeEach
    void behave() {
        SANDBOX.clearFaults();
        SANDBOX.clearRequests();
    }

    private static String request(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"%s\",\"params\":{}}".formatted(method);
    }

    private static TestServer before(FakeUpstream registry) {
        return before(registry, Map.of());
    }

    private static TestServer before(FakeUpstream registry, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "QUILT_CATALOG_URL", registry.url(),
                "QUILT_REGISTRY_URL", registry.url(),
                "MCP_SKIP_BANNER", "true"));
        environment.putAll(more);
        return TestServer.start(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "tools/list", "prompts/list", "no/such/method", "tools/call"})
    void returns401ForARefusedTokenOnEveryMethod(String method) {
        try (var server = TestServer.onSandbox(Map.of())) {
            for (var name : List.of("revoked", "expired")) {
                var response = server.post(SANDBOX.token(name), request(method));
                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .contains("error=\"invalid_token\"");
            }
        }
    }

    @Test
    void saysThatTheTokenHasExpiredOrIsAPlaceholder() {
        try (var server = TestServer.onSandbox(Map.of())) {
            var sentences = Map.of(
                    SANDBOX.token("expired"),
                    " It expired at 20",
                    "${TOKEN}",
                    " The client sent the placeholder ${TOKEN} instead of a token: set");
            sentences.forEach((token, sentence) -> {
                var response = server.post(token, request("tools/list"));
                var whole = "JWT token invalid or expired. Please re-authenticate." + sentence;
                assertThat(response.body()).contains(whole);
                assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .contains("error_description=\"" + whole);
            });
        }
    }

    @Test
    void returns401WithTheLengthOfATokenThatIsTooLong() {
        try (var registry = new FakeUpstream().answering(431, "{}");
                var server = before(registry)) {
            var response = server.post("a".repeat(9000), request("tools/list"));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("It is 9,000 bytes long");
        }
    }

    @Test
    void returns401WhenTheRegistryReturnsNullForMe() {
        SANDBOX.settings("{\"refusedAsNullMe\":true}");
        try (var server = TestServer.onSandbox(Map.of())) {
            assertThat(server.post(SANDBOX.token("revoked"), request("tools/list"))
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            SANDBOX.settings("{\"refusedAsNullMe\":false}");
        }
    }

    @Test
    void acceptsPingAndNotificationsBeforeTheTokenIsVerified() {
        var answer = new CountDownLatch(1);
        try (var registry = new FakeUpstream().answering(exchange -> {
                    Latches.await(answer);
                    FakeUpstream.answer(exchange, 401, "application/json", "{}");
                });
                var server = before(registry)) {
            assertThat(server.post("token", request("ping")).statusCode()).isEqualTo(200);
            var notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
            assertThat(server.post("token", notification).statusCode()).isEqualTo(202);
            answer.countDown();
            assertThat(server.post("token", request("tools/list")).statusCode()).isEqualTo(401);
            assertThat(server.post("token", request("ping")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void verifiesTokensOverRestWhenTheSchemaHasNoMe() {
        var unknown = "{\"errors\":[{\"message\":\"Cannot query field \\\"me\\\" on type \\\"Query\\\".\"}]}";
        try (var registry = new FakeUpstream().answering(exchange -> {
                    if (!exchange.getRequestURI().getPath().equals("/api/me")) {
                        FakeUpstream.answer(exchange, 400, "application/json", unknown);
                    } else if ("Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                        FakeUpstream.answer(exchange, 200, "application/json", "{\"name\":\"ada\"}");
                    } else {
                        FakeUpstream.answer(exchange, 401, "application/json", "{}");
                    }
                });
                var server = before(registry)) {
            assertThat(server.post("good", request("tools/list")).statusCode()).isEqualTo(200);
            assertThat(server.post("bad", request("tools/list")).statusCode()).isEqualTo(401);
            assertThat(registry.seen())
                    .filteredOn(seen -> seen.path().equals("/api/me"))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500, 503})
    void servesListsWhenTheRegistryNeitherAcceptsNorRefusesTheToken(int status) {
        try (var registry = new FakeUpstream().answering(status, "{}");
                var server = before(registry)) {
            assertThat(server.post("token", request("tools/list")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @SuppressWarnings("try") // the registry goes down while the server runs
    void servesListsToKnownAndUnknownCallersWhileTheRegistryIsDown() {
        try (var registry = new FakeUpstream().answering(200, SOMEBODY);
                var server = before(registry)) {
            server.ok("known", "bucket_list", Map.of());
            registry.close();
            for (var token : List.of("known", "unknown")) {
                assertThat(server.post(token, request("initialize")).statusCode())
                        .isEqualTo(200);
                assertThat(server.post(token, request("tools/list")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void servesListsWhileTheRegistryDoesNotRespond() {
        var answer = new CountDownLatch(1);
        var answered = new AtomicBoolean();
        try (var registry = new FakeUpstream().answering(exchange -> {
                    Latches.await(answer);
                    answered.set(true);
                    FakeUpstream.answer(exchange, 200, "application/json", SOMEBODY);
                });
                var server = before(registry)) {
            assertThat(server.post("token", request("tools/list")).statusCode()).isEqualTo(200);
            assertThat(answered).isFalse();
            answer.countDown();
        }
    }

    @Test
    void refusesManyInventedTokensWithoutAskingTheRegistry() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_REFUSED_TOKENS_PER_MINUTE_PER_ADDRESS", "1"))) {
            server.ok(SANDBOX.token("reader"), "bucket_list", Map.of());
            for (int i = 0; i < 30; i++) {
                assertThat(server.post("invented-" + i, request("tools/list")).statusCode())
                        .isEqualTo(401);
            }
            SANDBOX.clearRequests();
            var refusal = server.post("invented", request("tools/list"));
            assertTurnedAway(refusal, 429);
            assertThat(asked("/graphql")).isZero();
            server.ok(SANDBOX.token("reader"), "bucket_list", Map.of());
        }
    }

    /** On a slow machine some verdicts come after the 3 s for which a request waits; its client then tries again. */
    @Test
    void servesFiveHundredUsersWhoComeAtOnceFromOneAddress() throws Exception {
        try (var registry = new FakeUpstream().answering(200, SOMEBODY);
                var server = before(registry);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var requests = new ArrayList<Callable<String>>();
            for (int i = 0; i < 500; i++) {
                var token = "user-" + i;
                requests.add(() -> {
                    var response = server.post(token, request("tools/list"));
                    if (response.statusCode() != 200) {
                        assertTurnedAway(response, 429);
                        server.awaitAccepted(token);
                    }
                    return token;
                });
            }
            var served = new ArrayList<String>();
            for (var user : pool.invokeAll(requests, 90, TimeUnit.SECONDS)) {
                served.add(user.get());
            }
            assertThat(served).hasSize(500);
            assertThat(scrape(server).sum("quilt_mcp_arrival_refusals_total")).isZero();
        }
    }

    @Test
    void exchangesNewCredentialsAfterARoleChange() {
        var token = SANDBOX.token("switcher");
        try (var server = TestServer.onSandbox(Map.of())) {
            server.ok(token, "bucket_objects_list", BUCKET);
            assertThat(server.fails(token, "bucket_objects_list", Map.of("bucket", "quilt-lab")))
                    .isNotBlank();
            SANDBOX.switchRole("switcher", "ReadWriteQuiltBucket");
            server.ok(token, "bucket_list", Map.of());
            server.ok(token, "bucket_objects_list", Map.of("bucket", "quilt-lab"));
            assertThat(asked("/api/auth/get_credentials")).isEqualTo(2);
        } finally {
            SANDBOX.switchRole("switcher", "ReadQuiltBucket");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools/call\",\"params\":{\"name\":\"bucket_list\",\"arguments\":{}},\"x\":\"",
                "resources/read\",\"params\":{\"uri\":\"auth://status\"},\"x\":\"",
                "completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"},"
                        + "\"argument\":{\"name\":\"a\",\"value\":\"\"}},\"x\":\""
            })
    void returns429WithTheJsonRpcIdAtTheCallersOwnLimit(String method) {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "1"))) {
            var token = SANDBOX.token("reader");
            server.ok(token, "bucket_list", Map.of());
            assertTurnedAway(server.post(token, request(method).replace(",\"params\":{}}", "}")), 429);
        }
    }

    @Test
    void returns429AsJsonWhenTheLimitIsReachedBeforeAStreamBegins() {
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "1"))) {
            var token = SANDBOX.token("reader");
            server.ok(token, "bucket_list", Map.of());
            var call = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"bucket_list\","
                    + "\"arguments\":{},\"_meta\":{\"progressToken\":\"p\"}}}";
            var refusal = server.send(server.mcp(token)
                    .header("Accept", "application/json, text/event-stream")
                    .POST(HttpRequest.BodyPublishers.ofString(call)));
            assertThat(refusal.headers().firstValue("Content-Type")).contains("application/json");
            assertTurnedAway(refusal, 429);
        }
    }

    @Test
    void returns503ToAnAcceptedCallerWhenTheServerIsFull() throws Exception {
        var answer = new CountDownLatch(1);
        try (var registry = new FakeUpstream().answering(200, SOMEBODY);
                var server = before(registry, Map.of("QUILT_MCP_CONCURRENT_CALLS", "1"));
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var token : List.of("first", "second")) {
                server.awaitAccepted(token);
            }
            registry.answering(exchange -> {
                Latches.await(answer);
                FakeUpstream.answer(exchange, 200, "application/json", SOMEBODY);
            });
            var slow = pool.submit(() -> server.callRaw("first", "bucket_list", Map.of()));
            while (underWay(server) < 1) {
                Thread.sleep(1);
            }
            assertTurnedAway(server.callRaw("second", "bucket_list", Map.of()), 503);
            answer.countDown();
            assertThat(slow.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private static void assertTurnedAway(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        var body = TestServer.json(response.body());
        assertThat(body.at("/error/code").asInt()).isEqualTo(status);
        assertThat(body.at("/id").asInt()).isPositive();
    }

    private static double underWay(TestServer server) {
        return scrape(server).sum("quilt_mcp_calls_under_way");
    }

    private static Scrape scrape(TestServer server) {
        return Scrape.of(server.send(server.admin("/metrics")).body());
    }

    private static long asked(String path) {
        var all = new ArrayList<JsonNode>();
        SANDBOX.requests().forEach(all::add);
        return all.stream()
                .filter(request -> request.get("path").asText().equals(path))
                .count();
    }
}
