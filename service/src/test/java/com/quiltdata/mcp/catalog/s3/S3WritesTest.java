package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.SignedUpload;
import com.quiltdata.mcp.catalog.objects.UploadLinkRequest;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is put, and by link uploaded, into an S3 that keeps versions and minds conditions. */
@Tag("process")
class S3WritesTest {
    private static final String BUCKET = "quilt-example";
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final S3Catalog S3 = S3Adapters.of(
            REST.credentials(),
            S3Adapters.settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));
    private static final Caller WRITER = Caller.of(SANDBOX.token("writer"));

    @AfterAll
    static void close() throws Exception {
        S3.resources().stop();
        HTTP.stop();
    }

    @Test
    void overwritesOnlyOnRequest() {
        var first = S3.writer().put(WRITER, BUCKET, item("writes/once.txt", "one", false));

        assertThatThrownBy(() -> S3.writer().put(WRITER, BUCKET, item("writes/once.txt", "two", false)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessage(
                        "The object `writes/once.txt` in bucket `quilt-example` already exists and was left unchanged;"
                                + " send overwrite=true to replace it.");

        assertThat(text("writes/once.txt")).isEqualTo("one");
        assertThat(first.replaced()).isNull();
    }

    @Test
    void recognizesTheObjectOfAnAttemptWhoseResponseWasLost() {
        var caller = Caller.of(SANDBOX.tokenOf("writer", "lost"));
        SANDBOX.fault("""
                {"path": "s3", "method": "PUT", "token": "lost", "kind": "drop", "after": true, "times": 1}""");

        var stored = S3.writer().put(caller, BUCKET, item("writes/lost.txt", "one", false));

        assertThat(stored.replaced()).isNull();
        assertThat(stored.info().location().versionId()).isNotNull();
        assertThat(text("writes/lost.txt")).isEqualTo("one");
    }

    @Test
    void leavesAnObjectThatIsNotItsOwnAfterALostResponse() {
        S3.writer().put(WRITER, BUCKET, item("writes/foreign.txt", "one", false));
        var caller = Caller.of(SANDBOX.tokenOf("writer", "lost-too"));
        SANDBOX.fault("""
                {"path": "s3", "method": "PUT", "token": "lost-too", "kind": "drop", "times": 1}""");

        assertThatThrownBy(() -> S3.writer().put(caller, BUCKET, item("writes/foreign.txt", "two", false)))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(text("writes/foreign.txt")).isEqualTo("one");
    }

    @Test
    void returnsReplacedVersionWhichRemainsReadable() {
        var first = S3.writer().put(WRITER, BUCKET, item("writes/twice.txt", "one", true));
        var second = S3.writer().put(WRITER, BUCKET, item("writes/twice.txt", "two", true));

        assertThat(first.replaced()).isNull();
        var replaced = second.replaced();
        assertThat(replaced).isNotNull();
        assertThat(replaced == null ? null : replaced.location())
                .isEqualTo(first.info().location());
        assertThat(S3.reader().read(WRITER, first.info().location(), 0, 9).bytes())
                .isEqualTo(bytes("one"));
        assertThat(text("writes/twice.txt")).isEqualTo("two");
    }

    @Test
    void putsBatchWithOneOutcomePerItem() {
        S3.writer().put(WRITER, BUCKET, item("writes/batch/07", "before", false));
        var items = IntStream.range(0, 30)
                .mapToObj(i -> item("writes/batch/%02d".formatted(i), "content " + i, false))
                .toList();

        var outcomes = S3.writer().putAll(WRITER, BUCKET, items, count -> {});

        for (int i = 0; i < 30; i++) {
            if (i == 7) {
                assertThat(outcomes.get(i)).isInstanceOf(Attempt.FailedAttempt.class);
            } else {
                assertThat(outcomes.get(i)).isInstanceOf(Attempt.SuccessfulAttempt.class);
                assertThat(text(items.get(i).key())).isEqualTo("content " + i);
            }
        }
        assertThat(text("writes/batch/07")).isEqualTo("before");
    }

    @Test
    void detectsMediaTypeWhenNoneIsGiven() {
        var put = S3.writer().put(WRITER, BUCKET, item("writes/a#1.csv", "a,b\n", false));

        assertThat(put.info().contentType()).isEqualTo("text/csv");
        assertThat(S3.reader().info(WRITER, put.info().location()).contentType())
                .isEqualTo("text/csv");
    }

    @ParameterizedTest
    @CsvSource({
        "plain.bin, application/octet-stream",
        "a=b&c.csv, text/csv",
        "#?%+ é😀.png, image/png",
    })
    void uploadLinkWithoutOverwriteTakesOneUpload(String name, String type) throws Exception {
        var key = "uploads/" + name;
        var link = upload(key, null, false);

        assertThat(put(link, "one").statusCode()).isEqualTo(200);
        assertThat(put(link, "two").statusCode()).isEqualTo(412);

        assertThat(text(key)).isEqualTo("one");
        assertThat(S3.reader().info(WRITER, at(key)).contentType()).isEqualTo(type);
        assertThat(S3.reader().list(WRITER, BUCKET, key, 10, null).objects())
                .extracting(ObjectSummary::key)
                .containsExactly(key);
    }

    @Test
    void uploadLinkWithOverwriteReplaces() throws Exception {
        var link = upload("uploads/again.txt", "text/x-own", true);

        assertThat(put(link, "one").statusCode()).isEqualTo(200);
        assertThat(put(link, "two").statusCode()).isEqualTo(200);

        assertThat(text("uploads/again.txt")).isEqualTo("two");
        assertThat(S3.reader().info(WRITER, at("uploads/again.txt")).contentType())
                .isEqualTo("text/x-own");
    }

    @Test
    void uploadLinkBindsKeyAndHeaders() throws Exception {
        var link = upload("uploads/mine.txt", null, false);
        var elsewhere = new SignedUpload(link.url().replace("mine", "yours"), link.headers(), link.expiresAt());
        var bare = new SignedUpload(link.url(), Map.of(), link.expiresAt());

        assertThat(put(elsewhere, "x").statusCode()).isEqualTo(403);
        assertThat(put(bare, "x").statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> S3.reader().info(WRITER, at("uploads/mine.txt")))
                .isInstanceOf(Failure.NotFound.class);
    }

    /** F17 for uploads: the signature is SigV4, of the region, and as short-lived as the credentials. */
    @Test
    void linkExpiresWithItsCredentials() {
        var link = S3.writer()
                .uploadLink(WRITER, new UploadLinkRequest(BUCKET, "uploads/k", null, false), Duration.ofDays(7));

        assertThat(link.url())
                .contains("X-Amz-Algorithm=AWS4-HMAC-SHA256", "%2Fus-east-1%2Fs3%2Faws4_request")
                .doesNotContain("AWSAccessKeyId", "checksum");
        assertThat(link.expiresAt())
                .isBefore(REST.credentials().get(WRITER).expiration())
                .isAfter(Instant.now());
        assertThat(link.toString()).doesNotContain("X-Amz");
    }

    private static SignedUpload upload(String key, @org.jspecify.annotations.Nullable String type, boolean overwrite) {
        return S3.writer()
                .uploadLink(WRITER, new UploadLinkRequest(BUCKET, key, type, overwrite), Duration.ofMinutes(5));
    }

    private static HttpResponse<String> put(SignedUpload link, String content) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(link.url())).PUT(HttpRequest.BodyPublishers.ofString(content));
        link.headers().forEach(request::header);
        return BoundedHttp.shared().send(request.build());
    }

    private static PutItem item(String key, String content, boolean overwrite) {
        return new PutItem(key, bytes(content), null, Map.of(), overwrite);
    }

    private static String text(String key) {
        return new String(S3.reader().read(WRITER, at(key), 0, 1000).bytes(), StandardCharsets.UTF_8);
    }

    private static ObjectLocation at(String key) {
        return new ObjectLocation(BUCKET, key, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
