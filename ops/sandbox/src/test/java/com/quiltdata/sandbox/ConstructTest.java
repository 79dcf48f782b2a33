package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The results and refusals of packageConstruct. */
final class ConstructTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final PushClient PUSH = new PushClient(SANDBOX);
    private static final S3Client S3 = SANDBOX.s3("writer");
    private static final String BUCKET = "quilt-lab";

    @AfterAll
    static void close() {
        S3.close();
        SANDBOX.close();
    }

    @Test
    void completesEntryFromS3() {
        String version = put("pin/a.txt", "hello");
        String answer =
                PUSH.construct("writer", PushClient.to(BUCKET, "push/pinned"), "a.txt", "s3://quilt-lab/pin/a.txt");
        assertThat(answer)
                .contains(
                        "\"__typename\":\"PackagePushSuccess\"",
                        "\"physicalKey\":\"s3://quilt-lab/pin/a.txt?versionId=" + version + "\"",
                        "\"size\":5",
                        "{\"type\":\"sha2-256-chunked\",\"value\":\"lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=\"}");
    }

    @Test
    void hashesWithSelectedChecksum() {
        put("pin/old.txt", "hello");
        SANDBOX.control("POST", "/settings", "{\"checksum\":\"sha256\"}");
        String old = PUSH.construct("writer", PushClient.to(BUCKET, "push/sha"), "a.txt", "s3://quilt-lab/pin/old.txt");
        SANDBOX.control("POST", "/settings", "{\"checksum\":\"chunked\"}");
        String chunked =
                PUSH.construct("writer", PushClient.to(BUCKET, "push/sha"), "a.txt", "s3://quilt-lab/pin/old.txt");
        assertThat(old)
                .contains("{\"type\":\"SHA256\","
                        + "\"value\":\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"}");
        assertThat(chunked)
                .contains("{\"type\":\"sha2-256-chunked\",\"value\":\"lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=\"}");
    }

    @Test
    void pinsRequestedVersion() {
        String old = put("old/a.txt", "first");
        put("old/a.txt", "the second");
        assertThat(PUSH.construct(
                        "writer",
                        PushClient.to(BUCKET, "push/old"),
                        "a.txt",
                        "s3://quilt-lab/old/a.txt?versionId=" + old))
                .contains("\"totalBytes\":5.0", "versionId=" + old);
    }

    @Test
    void trustsCompleteEntry() {
        var entry = Json.of(
                "logicalKey",
                "a b.txt",
                "physicalKey",
                "s3://elsewhere/a%20b?versionId=v1",
                "size",
                7,
                "hash",
                Json.of("type", "SHA256", "value", "ab".repeat(32)),
                "meta",
                Json.of("user_meta", Json.of("x", 1.0), "other", true));
        assertThat(PUSH.construct("writer", PushClient.to(BUCKET, "push/whole"), List.of(entry)))
                .contains(
                        "\"physicalKey\":\"s3://elsewhere/a%20b?versionId=v1\"",
                        "\"size\":7", "\"type\":\"SHA256\"", "\"meta\":{\"user_meta\":{\"x\":1.0},\"other\":true}");
    }

    /** The test vector for tree order: flat order would give another hash. */
    @Test
    void returnsTopHashOfStoredManifest() {
        put("empty", "");
        var entries = Stream.of("a.txt", "a/b", "a-b")
                .map(key -> PushClient.entry(key, "s3://quilt-lab/empty"))
                .toList();
        var params = Json.of("bucket", BUCKET, "name", "push/vector", "message", "m", "workflow", "");
        String hash = PushClient.hash(PUSH.construct("writer", params, entries));
        Manifest stored = Manifest.parse(get(".quilt/packages/" + hash));
        assertThat(stored.topHash()).isEqualTo(hash);
        assertThat(get(".quilt/named_packages/push/vector/latest")).isEqualTo(hash);
        assertThat(stored.entries()).extracting("logicalKey").containsExactly("a/b", "a-b", "a.txt");
    }

    @Test
    void omitsNullMetadataAndKeepsEmpty() {
        put("meta", "x");
        var params = PushClient.to(BUCKET, "push/meta");
        params.put("userMeta", null);
        String without = PushClient.hash(PUSH.construct("writer", params, "x", "s3://quilt-lab/meta"));
        params.put("userMeta", Json.of());
        String empty = PushClient.hash(PUSH.construct("writer", params, "x", "s3://quilt-lab/meta"));
        assertThat(Manifest.parse(get(".quilt/packages/" + without)).header()).doesNotContainKey("user_meta");
        assertThat(Manifest.parse(get(".quilt/packages/" + empty)).header()).containsEntry("user_meta", Json.of());
    }

    @Test
    void acceptsAbsentAndRefusesEmptyMessage() {
        put("message", "x");
        var params = Json.of("bucket", BUCKET, "name", "push/message");
        assertThat(PUSH.construct("writer", params, "x", "s3://quilt-lab/message"))
                .contains("\"message\":null", "PackagePushSuccess");
        params.put("message", "");
        assertThat(PUSH.construct("writer", params, "x", "s3://quilt-lab/message"))
                .contains("InvalidInput", "\"path\":\"params.message\"");
    }

    @ParameterizedTest
    @CsvSource({
        "noslash, x, s3://quilt-lab/refused, params.name, InvalidPackageName",
        "a/b/c, x, s3://quilt-lab/refused, params.name, InvalidPackageName",
        "push/refused, x, file:///etc/passwd, src.entries, InvalidLocalPhysicalKey",
        "push/refused, x, https://example.com/x, src.entries, InvalidS3PhysicalKey",
        "push/refused, x, s3://quilt-lab, src.entries, InvalidS3PhysicalKey",
        "push/refused, x, s3://quilt-lab/refused?part=1, src.entries, InvalidS3PhysicalKey",
        "push/refused, ../x, s3://quilt-lab/refused, src.entries, InvalidLogicalKey",
        "push/refused, x/, s3://quilt-lab/refused, src.entries, InvalidLogicalKey"
    })
    void namesInvalidInputByPath(String name, String logicalKey, String physicalKey, String path, String error) {
        assertThat(PUSH.construct("writer", PushClient.to(BUCKET, name), logicalKey, physicalKey))
                .contains("InvalidInput", "\"path\":\"" + path + "\"", "\"name\":\"" + error + "\"");
        assertThat(SANDBOX.data("writer", "{package(bucket:\"quilt-lab\",name:\"push/refused\"){name}}"))
                .isEqualTo("{\"package\":null}");
    }

    @ParameterizedTest
    @CsvSource({"x, x, DuplicateLogicalKey", "d/x, d, InvalidLogicalKey"})
    void refusesConflictingLogicalKeys(String first, String second, String error) {
        put("twice", "x");
        var entries = Stream.of(first, second)
                .map(key -> PushClient.entry(key, "s3://quilt-lab/twice"))
                .toList();
        assertThat(PUSH.construct("writer", PushClient.to(BUCKET, "push/twice"), entries))
                .contains("InvalidInput", "src.entries", error);
    }

    @ParameterizedTest
    @CsvSource({"s3://quilt-private/secret/plan.txt, (403)", "s3://quilt-lab/nothing, (404)", "s3://no-such/x, (403)"})
    void refusesUnreadableObject(String physicalKey, String error) {
        assertThat(PUSH.construct("writer", PushClient.to(BUCKET, "push/unreadable"), "x", physicalKey))
                .contains("OperationError", "FailedToFetchObjectMetadata", "\"logical_key\":\"x\"", error);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, quilt-example",
        "reader, quilt-lab",
        "writer, quilt-private",
        "nobody, quilt-example",
        "admin, quilt-archive",
        "writer, no-such-bucket"
    })
    void refusesPushWithoutWriteAccess(String who, String bucket) {
        assertThat(PUSH.construct(who, PushClient.to(bucket, "push/forbidden"), "x", "s3://quilt-example/README.md"))
                .contains("\"__typename\":\"OperationError\"", "\"name\":\"Forbidden\"");
    }

    @Test
    void pushesEmptyPackage() {
        assertThat(PUSH.construct("writer", PushClient.to(BUCKET, "push/empty"), List.of()))
                .contains("\"totalEntries\":0");
    }

    @Test
    void readsJsonLiteralsLikeVariables() {
        assertThat(SANDBOX.data("writer", """
                mutation{packageConstruct(
                  params:{bucket:"quilt-lab",name:"push/literal",userMeta:{a:1,b:1.0,c:[null,true,"x"]}},
                  src:{entries:[]}){...on PackagePushSuccess{revision{userMeta}}}}""")).contains("{\"a\":1,\"b\":1.0,\"c\":[null,true,\"x\"]}");
    }

    /** All within one or two seconds, so that most no longer have a pointer of their own. */
    @Test
    void reportsEveryConcurrentPush() {
        assertThat(IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            var params = PushClient.to(BUCKET, "push/race");
                            params.put("message", "push " + i);
                            return PUSH.construct("writer", params, List.of());
                        })
                        .map(PushClient::hash))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void refusesTooLargeBody() {
        String body = "x".repeat((64 << 20) + 1);
        assertThat(SANDBOX.send("POST", "/graphql", body, SANDBOX.bearer("writer"))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void pushesFiftyThousandEntries() {
        put("shared", "x");
        var entries = IntStream.range(0, 50_000)
                .mapToObj(i -> PushClient.entry("part-%03d/%05d.txt".formatted(i / 100, i), "s3://quilt-lab/shared"))
                .toList();
        String hash = PushClient.hash(PUSH.construct("writer", PushClient.to(BUCKET, "push/wide"), entries));
        assertThat(Manifest.parse(get(".quilt/packages/" + hash)).topHash()).isEqualTo(hash);
        assertThat(SANDBOX.data("writer", """
                {package(bucket:"quilt-lab",name:"push/wide"){revision{totalEntries
                  dir(path:"part-499/"){size children{...on PackageFile{path}}}}}}"""))
                .contains("\"totalEntries\":50000", "\"size\":100.0", "part-499/49999.txt");
    }

    private static String put(String key, String content) {
        return S3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(content))
                .versionId();
    }

    private static String get(String key) {
        return S3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asString(StandardCharsets.UTF_8);
    }
}
