package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers meet when the catalog is slow, broken, or says no. */
@Timeout(180)
@Tag("process")
final class FaultTest {
    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of("QUILT_SERVICE_TIMEOUT", "2", "QUILT_MCP_UPSTREAM_BYTES", "1000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    @AfterEach
    void behave() {
        sandbox.clearFaults();
        sandbox.settings("{\"refusedAsNullMe\":false}");
    }

    @BeforeEach
    void acceptWriter() {
        sandbox.clearFaults();
        server.awaitAccepted(writer());
    }

    /** Returns a new, accepted token for a test in which it is refused: the server remembers refusals. */
    private static String acceptedToken(TestServer server) {
        var token = sandbox.people(1).getFirst().token();
        server.ok(token, "bucket_list", Map.of());
        return token;
    }

    private static String writer() {
        return sandbox.token("writer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"path\":\"/graphql\",\"status\":500,\"body\":\"secret trace\"}| HTTP 500",
                "{\"path\":\"/graphql\",\"status\":502,\"body\":\"<html>\",\"contentType\":\"text/html\"}| HTTP 502",
                "{\"path\":\"/graphql\",\"status\":200,\"body\":\"<html>secret</html>\",\"contentType\":\"text/html\"}| QUILT_REGISTRY_URL",
                "{\"path\":\"/graphql\",\"status\":302,\"body\":\"\",\"headers\":{\"Location\":\"http://127.0.0.1:1/x\"}}| redirect",
                "{\"path\":\"/graphql\",\"kind\":\"drop\"}| registry",
                "{\"path\":\"/graphql\",\"kind\":\"huge\",\"bytes\":2000000}| longer than",
                "{\"path\":\"/graphql\",\"delayMs\":20000}| QUILT_SERVICE_TIMEOUT",
                "{\"path\":\"/graphql\",\"kind\":\"trickle\",\"delayMs\":300}| QUILT_SERVICE_TIMEOUT",
                "{\"path\":\"/graphql\",\"status\":429,\"body\":\"{}\",\"headers\":{\"Retry-After\":\"7\"}}| wait 7 s",
                "{\"path\":\"/graphql\",\"status\":403,\"body\":\"{}\"}| Access denied",
            })
    void explainsEachRegistryFaultWithoutQuotingItsBody(String fault, String hint) {
        sandbox.fault(fault);
        assertThat(server.fails(writer(), "bucket_list", Map.of()))
                .containsIgnoringCase(hint.strip())
                .doesNotContain("secret", "<html", "Exception", writer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"path\":\"/api/auth/get_credentials\",\"status\":403,\"body\":\"{}\"}| Access denied. Check your permissions.",
                "{\"path\":\"/api/auth/get_credentials\",\"status\":500,\"body\":\"x\"}| /api/auth/get_credentials",
                "{\"path\":\"/api/auth/get_credentials\",\"status\":200,\"body\":\"<html>\",\"contentType\":\"text/html\"}| QUILT_REGISTRY_URL",
                "{\"path\":\"/api/auth/get_credentials\",\"status\":200,\"body\":\"{\\\"AccessKeyId\\\":\\\"a\\\"}\",\"contentType\":\"application/json\"}| SecretAccessKey",
                "{\"path\":\"/api/auth/get_credentials\",\"delayMs\":20000}| time",
            })
    void failsTheCallWithoutAnS3RequestOnEachCredentialExchangeFault(String fault, String hint) {
        // A caller of whom nothing is kept yet: each case needs an exchange.
        try (var fresh = TestServer.onSandbox(Map.of("QUILT_SERVICE_TIMEOUT", "2"))) {
            sandbox.fault(fault);
            sandbox.clearRequests();
            assertThat(fresh.fails(writer(), "bucket_objects_list", Map.of("bucket", "quilt-example")))
                    .containsIgnoringCase(hint.strip())
                    .doesNotContain("<html", "Exception", writer());
            sandbox.requests()
                    .forEach(
                            request -> assertThat(request.get("plane").asText()).isNotEqualTo("s3"));
        }
    }

    @Test
    void returns401WhenARefusedSessionLooksLikeEmptyData() {
        sandbox.settings("{\"refusedAsNullMe\":true}");
        assertThat(server.callRaw(sandbox.token("expired"), "bucket_list", Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.callRaw(
                                sandbox.token("expired"),
                                "package_browse",
                                Map.of("package_name", "examples/hurdat", "registry", "quilt-example"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void returns401WithTheReasonWhenTheTokenIsTooLongForTheRegistry() {
        var token = acceptedToken(server);
        sandbox.fault("{\"path\":\"/graphql\",\"status\":431,\"body\":\"\"}");
        var response = server.callRaw(token, "bucket_list", Map.of());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("The token is too long for the registry.");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token", "too long"));
    }

    @Test
    void returns401WhenTheCredentialExchangeDoes() {
        try (var fresh = TestServer.onSandbox(Map.of())) {
            sandbox.fault("{\"path\":\"/api/auth/get_credentials\",\"status\":401,\"body\":\"{}\"}");
            assertThat(fresh.callRaw(writer(), "bucket_objects_list", Map.of("bucket", "quilt-example"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void dropsCachedCredentialsOfATokenThatTheRegistryRefuses() {
        try (var patient = TestServer.onSandbox(Map.of())) {
            var token = acceptedToken(patient);
            patient.ok(token, "bucket_objects_list", Map.of("bucket", "quilt-example", "max_keys", 1));
            sandbox.fault("{\"path\":\"/graphql\",\"status\":401,\"body\":\"{}\"}");
            assertThat(patient.callRaw(token, "bucket_list", Map.of()).statusCode())
                    .isEqualTo(401);
            sandbox.clearFaults();
            patient.awaitAccepted(token);
            sandbox.clearRequests();
            patient.ok(token, "bucket_objects_list", Map.of("bucket", "quilt-example", "max_keys", 1));
            assertThat(sandbox.requests().toString()).contains("/api/auth/get_credentials");
        }
    }

    @Test
    void servesHealthWhileTwoHundredCallsWait() throws Exception {
        var arrived = new CountDownLatch(200);
        var go = new CountDownLatch(1);
        try (var registry = new FakeUpstream();
                var held = TestServer.start(
                        Map.of("QUILT_CATALOG_URL", registry.url(), "QUILT_REGISTRY_URL", registry.url()))) {
            registry.answering(200, "{\"data\":{\"me\":{\"name\":\"w\"}}}");
            IntStream.range(0, 3).forEach(i -> held.awaitAccepted("caller-" + i));
            registry.answering(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/graphql")) {
                    arrived.countDown();
                    Latches.await(go);
                }
                FakeUpstream.answer(
                        exchange, 200, "application/json", "{\"data\":{\"me\":{\"name\":\"w\"},\"buckets\":[]}}");
            });
            var calls = new ArrayList<Future<HttpResponse<String>>>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    var token = "caller-" + i % 3;
                    Callable<HttpResponse<String>> call = () -> held.callRaw(token, "bucket_list", Map.of());
                    calls.add(pool.submit(call));
                }
                // All two hundred are at the registry at once: none waits for another.
                assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(held.get("/health").statusCode()).isEqualTo(200);
                go.countDown();
                for (var call : calls) {
                    assertThat(call.get().statusCode()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void reportsDegradedButHealthyWhileTheRegistryFails() throws Exception {
        try (var registry = new FakeUpstream();
                var lonely = TestServer.start(
                        Map.of("QUILT_CATALOG_URL", registry.url(), "QUILT_REGISTRY_URL", registry.url()))) {
            HttpResponse<String> health;
            do {
                health = lonely.get("/health");
                assertThat(health.statusCode()).isEqualTo(200);
                assertThat(TestServer.json(health.body()).get("status").asText())
                        .isEqualTo("ok");
            } while (!health.body().contains("degraded"));
            assertThat(TestServer.json(health.body()).get("degraded").toString())
                    .isEqualTo("[\"catalog\"]");
        }
    }

    @Test
    void failsTheCallWithout401WhenTheRoleLacksARight() {
        assertThat(server.call(sandbox.token("reader"), "bucket_objects_list", Map.of("bucket", "quilt-lab"))
                        .get("isError")
                        .asBoolean())
                .isTrue();
    }
}
