package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects, versions and listings as an unmodified AWS client sees them. */
final class S3ObjectsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final String BUCKET = "quilt-example";
    private static final S3Client S3 = SANDBOX.s3("writer");

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void storesContentTypeAndMetadata() {
        var put = S3.putObject(
                request -> request.bucket(BUCKET)
                        .key("new/file.txt")
                        .contentType("text/x-test")
                        .metadata(Map.of("who", "me")),
                RequestBody.fromString("hello"));
        var got = S3.getObjectAsBytes(request -> request.bucket(BUCKET).key("new/file.txt"));
        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/x-test");
        assertThat(got.response().metadata()).containsEntry("who", "me");
        assertThat(got.response().versionId()).isEqualTo(put.versionId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with spaces.txt",
                "hash#tag.txt",
                "question?.txt",
                "100%.txt",
                "50%25 done.txt",
                "a+b.txt",
                "this&that=other.txt",
                "'single' \"double\".txt",
                "café.txt",
                "日本.txt",
                "😀.txt",
                "semi;colon,comma:@$!*()~.txt"
            })
    void readsWritesAndListsAwkwardKeys(String name) {
        String key = "awkward/" + name;
        assertThat(read(key)).isEqualTo("I am " + name + "\n");
        var _ = S3.putObject(request -> request.bucket(BUCKET).key("copy of/" + name), RequestBody.fromString("mine"));
        assertThat(read("copy of/" + name)).isEqualTo("mine");
        assertThat(keys("awkward/")).contains(key, "awkward/folder/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "a/", "/a"})
    void refusesKeyWithEmptySegment(String start) {
        var key = start + "/kept.txt";
        assertThatThrownBy(() -> S3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("x")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("cannot tell a//b from a/b");
        assertThat(keys("a/")).isEmpty();
    }

    @Test
    void continuesListings() {
        var pages = S3
                .listObjectsV2Paginator(
                        request -> request.bucket(BUCKET).prefix("many/").maxKeys(500))
                .stream()
                .toList();
        assertThat(pages).hasSize(3);
        assertThat(pages.stream().flatMap(page -> page.contents().stream())).hasSize(1200);
        var dirs = S3.listObjectsV2(
                request -> request.bucket(BUCKET).prefix("examples/").delimiter("/"));
        assertThat(dirs.commonPrefixes())
                .extracting(prefix -> prefix.prefix())
                .containsExactly("examples/hurdat/", "examples/images/", "examples/wide/");
    }

    @Test
    void readsEveryVersion() {
        var versions = S3.listObjectVersions(request -> request.bucket(BUCKET).prefix("versions/report.txt"))
                .versions();
        assertThat(versions).hasSize(3);
        assertThat(versions)
                .extracting(version -> S3.getObjectAsBytes(request ->
                                request.bucket(BUCKET).key(version.key()).versionId(version.versionId()))
                        .asUtf8String())
                .containsExactly("third version\n", "second version\n", "first version\n");
    }

    @Test
    void deleteAddsMarker() {
        var deleted = S3.listObjectVersions(request -> request.bucket(BUCKET).prefix("versions/deleted.txt"));
        assertThat(deleted.deleteMarkers()).singleElement().matches(marker -> marker.isLatest());
        assertThatThrownBy(() -> read("versions/deleted.txt")).isInstanceOf(NoSuchKeyException.class);

        var put = S3.putObject(request -> request.bucket(BUCKET).key("gone.txt"), RequestBody.fromString("x"));
        var marker = S3.deleteObject(request -> request.bucket(BUCKET).key("gone.txt"));
        assertThat(marker.deleteMarker()).isTrue();
        assertThat(S3.headObject(request ->
                                request.bucket(BUCKET).key("gone.txt").versionId(put.versionId()))
                        .contentLength())
                .isEqualTo(1);
        var _ = S3.deleteObject(
                request -> request.bucket(BUCKET).key("gone.txt").versionId(marker.versionId()));
        assertThat(read("gone.txt")).isEqualTo("x");
    }

    @Test
    void servesRangesHeadsAndConditionalReads() {
        var part = S3.getObjectAsBytes(
                request -> request.bucket(BUCKET).key("binary/three-mib.bin").range("bytes=255-257"));
        assertThat(part.asByteArray()).containsExactly(0xff, 0, 1);
        assertThat(part.response().contentRange()).isEqualTo("bytes 255-257/3145728");
        var head = S3.headObject(request -> request.bucket(BUCKET).key("text/latin1.txt"));
        assertThat(head.contentType()).isEqualTo("text/plain; charset=iso-8859-1");
        assertThat(head.metadata()).containsEntry("encoding", "latin-1");
        assertThatThrownBy(() -> S3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("text/latin1.txt").ifNoneMatch(head.eTag())))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(() -> S3.getObjectAsBytes(
                        request -> request.bucket(BUCKET).key("text/empty.txt").range("bytes=5-9")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    @Test
    void storesMultiMebibyteObject() {
        byte[] content = "0123456789abcdef".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        var _ = S3.putObject(request -> request.bucket(BUCKET).key("big.bin"), RequestBody.fromBytes(content));
        assertThat(S3.getObjectAsBytes(request -> request.bucket(BUCKET).key("big.bin"))
                        .asByteArray())
                .isEqualTo(content);
    }

    @Test
    void returnsRegionAndVersioning() {
        assertThat(S3.headBucket(request -> request.bucket(BUCKET)).bucketRegion())
                .isEqualTo("us-east-1");
        assertThat(S3.getBucketVersioning(request -> request.bucket(BUCKET)).statusAsString())
                .isEqualTo("Enabled");
        assertThat(S3.getBucketLocation(request -> request.bucket(BUCKET)).locationConstraintAsString())
                .isIn("", null);
    }

    @Test
    void deletesManyObjects() {
        var _ = S3.putObject(request -> request.bucket(BUCKET).key("several/1"), RequestBody.fromString("x"));
        var answer = S3.deleteObjects(
                request -> request.bucket(BUCKET).delete(all -> all.objects(object("several/1"), object("several/2"))));
        assertThat(answer.deleted()).hasSize(2);
        assertThat(keys("several/")).isEmpty();
    }

    private static String read(String key) {
        return S3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asUtf8String();
    }

    private static List<String> keys(String prefix) {
        return S3.listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static ObjectIdentifier object(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }
}
