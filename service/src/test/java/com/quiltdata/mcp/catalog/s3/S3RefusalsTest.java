package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what in S3, and what refusals become. */
@Tag("process")
class S3RefusalsTest {
    private static final String BUCKET = "quilt-example";
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final S3Catalog S3 = S3Adapters.of(
            REST.credentials(),
            S3Adapters.settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
    }

    @AfterAll
    static void close() throws Exception {
        S3.resources().stop();
        HTTP.stop();
    }

    @Test
    void deniesPutOfReader() {
        assertThatThrownBy(() -> S3.writer()
                        .replace(
                                caller("reader"), BUCKET, new PutItem("put/refused", bytes("x"), null, Map.of(), true)))
                .isInstanceOf(Failure.Denied.class)
                .hasMessageContaining("put/refused");
        assertThatThrownBy(() -> S3.reader().info(caller("writer"), at("put/refused")))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void deniesBucketsOfOthers() {
        assertThat(S3.reader()
                        .list(caller("admin"), "quilt-private", "", 10, null)
                        .objects())
                .isNotEmpty();
        for (var bucket : List.of("quilt-private", "no-such-bucket")) {
            assertThatThrownBy(() -> S3.reader().list(caller("reader"), bucket, "", 10, null))
                    .isInstanceOfAny(Failure.Denied.class, Failure.NotFound.class)
                    .hasMessageContaining(bucket);
        }
    }

    @Test
    void throwsRefusedTokenWithoutS3Request() {
        SANDBOX.clearRequests();
        assertThatThrownBy(() -> S3.reader().info(caller("expired"), at("README.md")))
                .isInstanceOf(UnauthenticatedException.class);
        assertThat(SANDBOX.requests().findValuesAsText("plane")).doesNotContain("s3");
    }

    @Test
    void refusesInvalidBucketNames() {
        for (var name : List.of("a/b", "arn:aws:s3:us-east-1:1:accesspoint/x", "x", "evil.example.com:1")) {
            assertThatThrownBy(() -> S3.reader().list(caller("reader"), name, "", 1, null))
                    .isInstanceOf(Failure.Invalid.class);
        }
    }

    @Test
    void exchangesStaleCredentialsOnceMore() {
        var before = REST.credentials().get(caller("apikey"));
        SANDBOX.fault(s3Error(400, "ExpiredToken", 1));

        assertThat(S3.reader().read(caller("apikey"), at("README.md"), 0, 1).bytes())
                .hasSize(1);

        assertThat(REST.credentials().get(caller("apikey"))).isNotEqualTo(before);
        SANDBOX.fault(s3Error(400, "ExpiredToken", 2));
        assertThatThrownBy(() -> S3.reader().read(caller("apikey"), at("README.md"), 0, 1))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("your permissions were not checked. Try again");
    }

    /** A HEAD answer has no body, so that an expired token is a bare 400 there. */
    @Test
    void exchangesOnceMoreWhenHeadResponseHasNoCode() {
        var statuses = new ConcurrentLinkedQueue<>(List.of(400, 200));
        var forgotten = new AtomicInteger();
        try (var s3 = new FakeUpstream().answering(exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "1");
            exchange.sendResponseHeaders(Objects.requireNonNullElse(statuses.poll(), 500), -1);
            exchange.close();
        })) {
            var settings = S3Adapters.settings(URI.create(s3.url()), "us-east-1", Duration.ofSeconds(20));
            var catalog = S3Adapters.of(new CountingCredentials(forgotten), settings);
            assertThat(catalog.reader().info(caller("reader"), at("README.md")).size())
                    .isEqualTo(1);
            assertThat(s3.seen())
                    .extracting(FakeUpstream.ReceivedRequest::method)
                    .containsExactly("HEAD", "HEAD");
            assertThat(s3.seen().getFirst().authorization()).contains("Credential=AKID0/");
            assertThat(s3.seen().getLast().authorization()).contains("Credential=AKID1/");
        }
        assertThat(forgotten).hasValue(1);
    }

    /** Credentials with the number of times that some were forgotten. */
    private record CountingCredentials(AtomicInteger forgotten) implements CredentialsSource {
        @Override
        public Credentials get(Caller caller) {
            return new Credentials(
                    "AKID" + forgotten.get(), "secret", "session", Instant.now().plusSeconds(3600));
        }

        @Override
        public void forget(Caller caller) {}

        @Override
        public void forget(Caller caller, Credentials stale) {
            forgotten.incrementAndGet();
        }
    }

    @Test
    void distinguishesThrottlingFromFailure() {
        SANDBOX.fault(s3Error(503, "SlowDown", 100));
        assertThatThrownBy(() -> S3.reader().read(caller("reader"), at("README.md"), 0, 1))
                .isInstanceOf(Failure.Throttled.class);
        SANDBOX.clearFaults();
        SANDBOX.fault("{\"path\": \"s3\", \"kind\": \"DROP\"}");
        assertThatThrownBy(() -> S3.reader().info(caller("reader"), at("README.md")))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void neverSendsBearerToS3() {
        SANDBOX.clearRequests();
        S3.reader().info(caller("reader"), at("README.md"));

        for (var request : SANDBOX.requests()) {
            if (request.path("plane").asText().equals("s3")) {
                assertThat(request.toString()).doesNotContain("Bearer", SANDBOX.token("reader"));
            }
        }
    }

    private static String s3Error(int status, String code, int times) {
        return """
                {"path": "s3", "status": %d, "times": %d, "contentType": "application/xml",
                 "body": "<Error><Code>%s</Code><Message>m</Message></Error>"}""".formatted(status, times, code);
    }

    private static ObjectLocation at(String key) {
        return new ObjectLocation(BUCKET, key, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Caller caller(String name) {
        return Caller.of(SANDBOX.token(name));
    }
}
