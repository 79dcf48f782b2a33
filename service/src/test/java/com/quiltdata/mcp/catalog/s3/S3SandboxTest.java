package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports over an S3 that checks signatures, with credentials from the registry's exchange. */
@Tag("process")
class S3SandboxTest {
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
    void listsPageByPage() {
        var keys = new ArrayList<String>();
        String token = null;
        do {
            ObjectPage page = S3.reader().list(caller("reader"), BUCKET, "many/", 500, token);
            page.objects().stream().map(ObjectSummary::key).forEach(keys::add);
            token = page.nextToken();
        } while (token != null);

        assertThat(keys).hasSize(1200).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void listsReadsAndLinksAwkwardKeys() throws Exception {
        var page = S3.reader().list(caller("reader"), BUCKET, "awkward/", 1000, null);

        assertThat(page.nextToken()).isNull();
        assertThat(page.objects()).extracting(ObjectSummary::key).contains("awkward/50%25 done.txt", "awkward/a+b.txt");
        for (var object : page.objects()) {
            var at = new ObjectLocation(BUCKET, object.key(), null);
            assertThat(S3.reader().info(caller("reader"), at).size()).isEqualTo(object.size());
            var read = S3.reader().read(caller("reader"), at, 0, 1000);
            var link = S3.reader().link(caller("reader"), at, Duration.ofMinutes(1));
            assertThat(fetch(link.url()).body()).as(object.key()).isEqualTo(read.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#?%+&=",
                "line\nbreak.txt",
                "tab\t.txt",
                "plus+ percent%2B slash/twice",
                "\u00e9\u0301\uD83D\uDE00 "
            })
    void putsAndReadsObjectsUnderAnyKey(String name) {
        var key = "put/" + name;
        var content = "content of %s".formatted(name).getBytes(StandardCharsets.UTF_8);

        var put = S3.writer()
                .replace(
                        caller("writer"),
                        BUCKET,
                        new PutItem(key, content, "text/plain", Map.of("source", "test"), true));

        var listed = S3.reader().list(caller("writer"), BUCKET, key, 10, null);
        assertThat(listed.objects()).extracting(ObjectSummary::key).contains(key);
        var read = S3.reader().read(caller("reader"), put.location(), 0, 1000);
        assertThat(read.bytes()).isEqualTo(content);
        assertThat(read.info().contentType()).startsWith("text/plain");
        assertThat(read.info().metadata()).containsEntry("source", "test");
        assertThat(read.info().location()).isEqualTo(put.location());
        assertThat(put.location().versionId()).isNotBlank();
        assertThat(put.etag()).isEqualTo(read.info().etag());
    }

    @Test
    void putsAndReadsAnEmptyObject() {
        var put = S3.writer()
                .replace(caller("writer"), BUCKET, new PutItem("put/empty", new byte[0], null, Map.of(), true));
        var read = S3.reader().read(caller("reader"), put.location(), 0, 10);

        assertThat(read.bytes()).isEmpty();
        assertThat(read.truncated()).isFalse();
    }

    @Test
    void readsFirstBytesAndSizeOfLargeObject() {
        for (int i = 0; i < 300; i++) {
            var read = S3.reader().read(caller("reader"), at("binary/three-mib.bin"), 0, 10);
            assertThat(read.bytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(read.info().size()).isEqualTo(3 << 20);
            assertThat(read.truncated()).isTrue();
        }
    }

    @Test
    void readsEveryVersion() {
        var first =
                S3.writer().replace(caller("writer"), BUCKET, new PutItem("put/v", bytes("one"), null, Map.of(), true));
        var second =
                S3.writer().replace(caller("writer"), BUCKET, new PutItem("put/v", bytes("two"), null, Map.of(), true));

        assertThat(S3.reader().read(caller("reader"), first.location(), 0, 9).bytes())
                .isEqualTo(bytes("one"));
        var current = S3.reader().read(caller("reader"), at("put/v"), 0, 9);
        assertThat(current.bytes()).isEqualTo(bytes("two"));
        assertThat(current.info().location()).isEqualTo(second.location());
    }

    @Test
    void linksOneVersionWithExpiry() throws Exception {
        var first =
                S3.writer().replace(caller("writer"), BUCKET, new PutItem("put/l", bytes("one"), null, Map.of(), true));
        S3.writer().replace(caller("writer"), BUCKET, new PutItem("put/l", bytes("two"), null, Map.of(), true));

        var link = S3.reader().link(caller("reader"), first.location(), Duration.ofDays(7));

        assertThat(fetch(link.url()).body()).isEqualTo(bytes("one"));
        assertThat(link.url()).contains("X-Amz-Algorithm=AWS4-HMAC-SHA256");
        assertThat(link.expiresAt())
                .isBefore(REST.credentials().get(caller("reader")).expiration())
                .isAfter(Instant.now());
        assertThat(link.toString()).doesNotContain("X-Amz");
        assertThat(fetch(link.url().replace("/put/l", "/put/v")).statusCode()).isEqualTo(403);
    }

    @Test
    void reportsDeletedObjectAsMissing() {
        assertThatThrownBy(() -> S3.reader().read(caller("reader"), at("versions/deleted.txt"), 0, 10))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("versions/deleted.txt");
        assertThatThrownBy(() -> S3.reader().info(caller("reader"), at("versions/deleted.txt")))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void reportsAbsentObjectAsMissing() {
        assertThatThrownBy(() -> S3.reader().read(caller("reader"), at("no/such"), 0, 10))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("No object `no/such` in bucket `quilt-example`, or you may not see it;"
                        + " list keys with bucket_objects_list.");
        assertThatThrownBy(() -> S3.reader().info(caller("reader"), at("no/such")))
                .isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> S3.reader()
                        .read(caller("reader"), new ObjectLocation(BUCKET, "README.md", "no-such-version"), 0, 10))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no-such-version");
    }

    private static HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
        return BoundedHttp.shared()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
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
