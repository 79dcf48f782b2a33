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
    private static final World WORLD = new World();
    private static final Pushes PUSHES = new Pushes(WORLD);
    private static final S3Client S3 = WORLD.s3("writer");
    private static final String BUCKET = "quilt-lab";

    @AfterAll
    static void close() {
        S3.close();
        WORLD.close();
    }

    @Test
    void anEntryIsPinnedSizedAndHashed() {
        String version = put("pin/a.txt", "hello");
        String answer =
                PUSHES.construct("writer", Pushes.to(BUCKET, "push/pinned"), "a.txt", "s3://quilt-lab/pin/a.txt");
        assertThat(answer)
                .contains(
                        "\"__typename\":\"PackagePushSuccess\"",
                        "\"physicalKey\":\"s3://quilt-lab/pin/a.txt?versionId=" + version + "\"",
                        "\"size\":5",
                        "{\"type\":\"sha2-256-chunked\",\"value\":\"lZXJ35AHUUjrBoYDZd8zWEt1v/eCpRDGzUiDpBmDPVA=\"}");
    }

    @Test
    void anOldVersionIsTakenWhereItIsNamed() {
        String old = put("old/a.txt", "first");
        put("old/a.txt", "the second");
        assertThat(PUSHES.construct(
                        "writer", Pushes.to(BUCKET, "push/old"), "a.txt", "s3://quilt-lab/old/a.txt?versionId=" + old))
                .contains("\"totalBytes\":5.0", "versionId=" + old);
    }

    @Test
    void anEntryGivenWholeIsTakenAtItsWord() {
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
        assertThat(PUSHES.construct("writer", Pushes.to(BUCKET, "push/whole"), List.of(entry)))
                .contains(
                        "\"physicalKey\":\"s3://elsewhere/a%20b?versionId=v1\"",
                        "\"size\":7", "\"type\":\"SHA256\"", "\"meta\":{\"user_meta\":{\"x\":1.0},\"other\":true}");
    }

    /** The test vector for tree order: flat order would give another hash. */
    @Test
    void theTopHashIsTheOneOfTheManifestInS3() {
        put("empty", "");
        var entries = Stream.of("a.txt", "a/b", "a-b")
                .map(key -> Pushes.entry(key, "s3://quilt-lab/empty"))
                .toList();
        var params = Json.of("bucket", BUCKET, "name", "push/vector", "message", "m", "workflow", "");
        String hash = Pushes.hash(PUSHES.construct("writer", params, entries));
        Manifest stored = Manifest.parse(get(".quilt/packages/" + hash));
        assertThat(stored.topHash()).isEqualTo(hash);
        assertThat(get(".quilt/named_packages/push/vector/latest")).isEqualTo(hash);
        assertThat(stored.entries()).extracting("logicalKey").containsExactly("a/b", "a-b", "a.txt");
    }

    @Test
    void metadataThatIsNullIsLeftOutAndEmptyIsKept() {
        put("meta", "x");
        var params = Pushes.to(BUCKET, "push/meta");
        params.put("userMeta", null);
        String without = Pushes.hash(PUSHES.construct("writer", params, "x", "s3://quilt-lab/meta"));
        params.put("userMeta", Json.of());
        String empty = Pushes.hash(PUSHES.construct("writer", params, "x", "s3://quilt-lab/meta"));
        assertThat(Manifest.parse(get(".quilt/packages/" + without)).header()).doesNotContainKey("user_meta");
        assertThat(Manifest.parse(get(".quilt/packages/" + empty)).header()).containsEntry("user_meta", Json.of());
    }

    @Test
    void aMessageMayBeAbsentButNotEmpty() {
        put("message", "x");
        var params = Json.of("bucket", BUCKET, "name", "push/message");
        assertThat(PUSHES.construct("writer", params, "x", "s3://quilt-lab/message"))
                .contains("\"message\":null", "PackagePushSuccess");
        params.put("message", "");
        assertThat(PUSHES.construct("writer", params, "x", "s3://quilt-lab/message"))
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
    void aBadInputIsNamedByItsPath(String name, String logicalKey, String physicalKey, String path, String error) {
        assertThat(PUSHES.construct("writer", Pushes.to(BUCKET, name), logicalKey, physicalKey))
                .contains("InvalidInput", "\"path\":\"" + path + "\"", "\"name\":\"" + error + "\"");
        assertThat(WORLD.data("writer", "{package(bucket:\"quilt-lab\",name:\"push/refused\"){name}}"))
                .isEqualTo("{\"package\":null}");
    }

    @ParameterizedTest
    @CsvSource({"x, x, DuplicateLogicalKey", "d/x, d, InvalidLogicalKey"})
    void entriesMustNotStandInEachOthersWay(String first, String second, String error) {
        put("twice", "x");
        var entries = Stream.of(first, second)
                .map(key -> Pushes.entry(key, "s3://quilt-lab/twice"))
                .toList();
        assertThat(PUSHES.construct("writer", Pushes.to(BUCKET, "push/twice"), entries))
                .contains("InvalidInput", "src.entries", error);
    }

    @ParameterizedTest
    @CsvSource({"s3://quilt-private/secret/plan.txt, (403)", "s3://quilt-lab/nothing, (404)", "s3://no-such/x, (403)"})
    void whatTheCallerCannotReadIsRefused(String physicalKey, String error) {
        assertThat(PUSHES.construct("writer", Pushes.to(BUCKET, "push/unreadable"), "x", physicalKey))
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
    void whoMayNotWriteIsForbidden(String who, String bucket) {
        assertThat(PUSHES.construct(who, Pushes.to(bucket, "push/forbidden"), "x", "s3://quilt-example/README.md"))
                .contains("\"__typename\":\"OperationError\"", "\"name\":\"Forbidden\"");
    }

    @Test
    void aPackageMayBeEmpty() {
        assertThat(PUSHES.construct("writer", Pushes.to(BUCKET, "push/empty"), List.of()))
                .contains("\"totalEntries\":0");
    }

    @Test
    void jsonInAQueryIsTheJsonOfItsVariables() {
        assertThat(WORLD.data("writer", """
                mutation{packageConstruct(
                  params:{bucket:"quilt-lab",name:"push/literal",userMeta:{a:1,b:1.0,c:[null,true,"x"]}},
                  src:{entries:[]}){...on PackagePushSuccess{revision{userMeta}}}}""")).contains("{\"a\":1,\"b\":1.0,\"c\":[null,true,\"x\"]}");
    }

    /** All within one or two seconds, so that most no longer have a pointer of their own. */
    @Test
    void everyOneOfManyPushesAtOnceIsTold() {
        assertThat(IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            var params = Pushes.to(BUCKET, "push/race");
                            params.put("message", "push " + i);
                            return PUSHES.construct("writer", params, List.of());
                        })
                        .map(Pushes::hash))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void aBodyOverItsLimitIsRefused() {
        String body = "x".repeat((64 << 20) + 1);
        assertThat(WORLD.send("POST", "/graphql", body, WORLD.bearer("writer")).statusCode())
                .isEqualTo(413);
    }

    @Test
    void fiftyThousandEntriesAreOnePush() {
        put("shared", "x");
        var entries = IntStream.range(0, 50_000)
                .mapToObj(i -> Pushes.entry("part-%03d/%05d.txt".formatted(i / 100, i), "s3://quilt-lab/shared"))
                .toList();
        String hash = Pushes.hash(PUSHES.construct("writer", Pushes.to(BUCKET, "push/wide"), entries));
        assertThat(Manifest.parse(get(".quilt/packages/" + hash)).topHash()).isEqualTo(hash);
        assertThat(WORLD.data("writer", """
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
