package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may do what in S3, and what refusals become. */
class S3RefusalsTest {
    private static final String BUCKET = "quilt-example";
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST = RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl());
    private static final S3Catalog S3 = S3Catalog.of(
            REST.credentials(), new S3Settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));

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
    void theReaderMayNotPut() {
        assertThatThrownBy(() -> S3.writer().put(caller("reader"), BUCKET, "put/refused", bytes("x"), null, Map.of()))
                .isInstanceOf(CatalogException.Denied.class)
                .hasMessageContaining("put/refused");
        assertThatThrownBy(() -> S3.reader().info(caller("writer"), at("put/refused")))
                .isInstanceOf(CatalogException.Missing.class);
    }

    @Test
    void nobodySeesTheBucketsOfOthers() {
        assertThat(S3.reader()
                        .list(caller("admin"), "quilt-private", "", 10, null)
                        .objects())
                .isNotEmpty();
        for (var bucket : List.of("quilt-private", "no-such-bucket")) {
            assertThatThrownBy(() -> S3.reader().list(caller("reader"), bucket, "", 10, null))
                    .isInstanceOfAny(CatalogException.Denied.class, CatalogException.Missing.class)
                    .hasMessageContaining(bucket);
        }
    }

    @Test
    void aRefusedSessionGetsNowhere() {
        SANDBOX.clearRequests();
        assertThatThrownBy(() -> S3.reader().info(caller("expired"), at("README.md")))
                .isInstanceOf(CatalogException.Unauthenticated.class);
        assertThat(SANDBOX.requests().findValuesAsText("plane")).doesNotContain("s3");
    }

    @Test
    void namesThatAreNoBucketAreRejectedHere() {
        for (var name : List.of("a/b", "arn:aws:s3:us-east-1:1:accesspoint/x", "x", "evil.example.com:1")) {
            assertThatThrownBy(() -> S3.reader().list(caller("reader"), name, "", 1, null))
                    .isInstanceOf(CatalogException.Rejected.class);
        }
    }

    @Test
    void staleCredentialsAreExchangedOnceMore() {
        var before = REST.credentials().get(caller("apikey"));
        SANDBOX.fault(s3Error(400, "ExpiredToken", 1));

        assertThat(S3.reader().read(caller("apikey"), at("README.md"), 0, 1).bytes())
                .hasSize(1);

        assertThat(REST.credentials().get(caller("apikey"))).isNotEqualTo(before);
        SANDBOX.fault(s3Error(400, "ExpiredToken", 2));
        assertThatThrownBy(() -> S3.reader().read(caller("apikey"), at("README.md"), 0, 1))
                .isInstanceOf(CatalogException.Denied.class);
    }

    @Test
    void throttlingAndFailureKeepTheirNames() {
        SANDBOX.fault(s3Error(503, "SlowDown", 100));
        assertThatThrownBy(() -> S3.reader().read(caller("reader"), at("README.md"), 0, 1))
                .isInstanceOf(CatalogException.Throttled.class);
        SANDBOX.clearFaults();
        SANDBOX.fault("{\"path\": \"s3\", \"kind\": \"DROP\"}");
        assertThatThrownBy(() -> S3.reader().info(caller("reader"), at("README.md")))
                .isInstanceOf(CatalogException.Unavailable.class);
    }

    @Test
    void theBearerNeverReachesS3() {
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
