package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.testing.BadRegistry;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.Page;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes the faults of the runbook's page on troubleshooting, and sees what the page says of each. */
@Timeout(120)
@Tag("process")
final class TroubleshootingTest {
    static final Page PAGE = Page.of("troubleshooting.md");
    static final String BACKEND = "Backend/GraphQL errors";
    private static final String REFUSALS = "401/403 errors";
    private static final String CREDENTIALS = "AWS credential errors";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of("QUILT_SERVICE_TIMEOUT", "2"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final Map<String, Supplier<BadRegistry>> REGISTRIES = Map.of(
            "the registry refuses connections", BadRegistry::closed,
            "its name does not resolve", () -> BadRegistry.at("http://nowhere.invalid"),
            "packets are dropped", BadRegistry::dropping,
            "it accepts and says nothing", BadRegistry::silent,
            "it speaks no TLS", BadRegistry::plain,
            "a web page answers", () -> BadRegistry.answering(200, "text/html", "X-Of", "no interest"),
            "no GraphQL is there", () -> BadRegistry.answering(404, "text/plain", "X-Of", "no interest"),
            "it redirects",
                    () -> BadRegistry.answering(302, "text/plain", "Location", "https://elsewhere.example.com/"),
            "it fails", () -> BadRegistry.answering(502, "text/html", "X-Of", "no interest"),
            "it is overloaded", () -> BadRegistry.answering(429, "application/json", "Retry-After", "7"));

    private static final Map<String, String> EXCHANGES = Map.of(
            "401", "\"status\":401,\"body\":\"{}\"",
            "403", "\"status\":403,\"body\":\"{}\"",
            "500", "\"status\":500,\"body\":\"secret\"",
            "a web page", "\"status\":200,\"body\":\"<html>secret\",\"contentType\":\"text/html\"",
            "fields are missing",
                    "\"status\":200,\"body\":\"{\\\"AccessKeyId\\\":\\\"secret\\\"}\",\"contentType\":\"application/json\"",
            "they have expired already",
                    "\"status\":200,\"body\":\"{\\\"AccessKeyId\\\":\\\"secret\\\",\\\"SecretAccessKey\\\":\\\"secret\\\","
                            + "\\\"SessionToken\\\":\\\"secret\\\",\\\"Expiration\\\":\\\"2001-01-01T00:00:00Z\\\"}\","
                            + "\"contentType\":\"application/json\"",
            "it says nothing", "\"delayMs\":20000");

    @BeforeEach
    @AfterEach
    void behave() {
        sandbox.clearFaults();
    }

    @BeforeEach
    void forgetRefusals() {
        sandbox.clearFaults();
        server.awaitAccepted(sandbox.token("writer"));
    }

    static Stream<List<String>> registries() {
        return PAGE.rows(BACKEND).stream().filter(row -> REGISTRIES.containsKey(row.getFirst()));
    }

    static Stream<List<String>> exchanges() {
        return PAGE.rows(CREDENTIALS).stream();
    }

    static Stream<List<String>> refusals() {
        return PAGE.rows(REFUSALS).stream();
    }

    @Test
    void everyRowOfThePageIsTested() {
        assertThat(faults(BACKEND))
                .isEqualTo(Stream.concat(REGISTRIES.keySet().stream(), TroubleshootingIT.CERTIFICATES.keySet().stream())
                        .collect(Collectors.toUnmodifiableSet()));
        assertThat(faults(CREDENTIALS)).isEqualTo(EXCHANGES.keySet());
    }

    private static Set<String> faults(String heading) {
        return PAGE.rows(heading).stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());
    }

    /** The two of a row: what is read by the client, and what by the operators. */
    static void sees(List<String> row, int at, String client, List<String> log) {
        assertThat(Page.code(row.get(at)))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(client).contains(text));
        var told = String.join("\n", log);
        assertThat(Page.code(row.get(at + 1)))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(told).contains(text));
        assertThat(client + told).doesNotContain("secret", "<html", "\tat ");
    }

    /** An exchange that nobody waits for any more is measured when it ends. */
    private static void measures(String outcome, String operation, TestServer asked) {
        var labels = new String[] {
            "operation=\"" + operation + "\"", "outcome=\"" + Page.code(outcome).getFirst() + "\""
        };
        String scraped;
        do {
            scraped = asked.send(asked.admin("/metrics")).body();
        } while (Scrape.of(scraped).sum(Metric.UPSTREAM_DURATION.scraped() + "_count", labels) == 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("registries")
    void reportsAnUnreachableRegistryAsThePageSays(List<String> row) {
        var environment = Map.of(
                "QUILT_CATALOG_URL", sandbox.catalogUrl(), "QUILT_SERVICE_TIMEOUT", "5", "MCP_SKIP_BANNER", "true");
        try (var registry =
                        Objects.requireNonNull(REGISTRIES.get(row.getFirst())).get();
                var lost = TestServer.start(and(environment, "QUILT_REGISTRY_URL", registry.url()));
                var log = new LogLines()) {
            sees(row, 1, lost.fails(sandbox.token("writer"), "bucket_list", Map.of()), log.lines());
            measures(row.get(3), "BucketLevels", lost);
            assertThat(lost.get("/health").statusCode()).isEqualTo(200);
            assertThat(log.lines()).noneMatch(line -> line.contains(sandbox.token("writer")));
        }
    }

    private static Map<String, String> and(Map<String, String> some, String name, String value) {
        return Stream.concat(some.entrySet().stream(), Map.of(name, value).entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void reportsAFailedCredentialExchangeAsThePageSays(List<String> row) {
        try (var log = new LogLines()) {
            sandbox.fault("{\"path\":\"/api/auth/get_credentials\"," + EXCHANGES.get(row.getFirst()) + "}");
            sandbox.clearRequests();
            var answer =
                    server.callRaw(sandbox.token("writer"), "bucket_objects_list", Map.of("bucket", "quilt-example"));
            assertThat(answer.statusCode()).hasToString(row.get(1));
            sees(row, 2, answer.body(), log.lines());
            measures(row.get(4), "get_credentials", server);
            assertThat(sandbox.requests().findValuesAsText("plane")).doesNotContain("s3");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void reportsARefusalAsThePageSays(List<String> row) {
        try (var log = new LogLines()) {
            var answer = refused(row.getFirst());
            assertThat(answer.statusCode()).hasToString(row.get(1));
            sees(row, 2, answer.body(), log.lines());
        }
    }

    private HttpResponse<String> refused(String fault) {
        Map<String, ?> bucket = Map.of("bucket", "quilt-lab");
        return switch (fault) {
            case "no token" -> server.post(null, PING);
            case "another scheme" -> server.send(ping(server.mcp(null).header("Authorization", "Basic dTpw")));
            case "an expired token" -> server.callRaw(sandbox.token("expired"), "bucket_list", Map.of());
            case "a token that the catalog has revoked" ->
                server.callRaw(sandbox.token("revoked"), "bucket_objects_list", bucket);
            case "a token of another catalog" -> server.callRaw("e30.e30.e30", "bucket_list", Map.of());
            case "the role may not do that" -> server.callRaw(sandbox.token("reader"), "bucket_objects_list", bucket);
            case "the catalog forbids it with 403" -> {
                sandbox.fault("{\"path\":\"/graphql\",\"status\":403,\"body\":\"{}\"}");
                yield server.callRaw(sandbox.token("writer"), "bucket_list", Map.of());
            }
            case "a web page of a foreign origin" ->
                server.send(ping(server.mcp(sandbox.token("writer")).header("Origin", "https://evil.example")));
            default -> throw new IllegalArgumentException("nothing makes this fault: " + fault);
        };
    }

    private static HttpRequest.Builder ping(HttpRequest.Builder request) {
        return request.POST(HttpRequest.BodyPublishers.ofString(PING));
    }
}
