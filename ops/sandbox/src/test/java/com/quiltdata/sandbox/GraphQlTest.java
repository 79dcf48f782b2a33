package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.packages.ChunkedHash;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.PhysicalKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What each role sees through GraphQL, which must equal the content of S3. */
final class GraphQlTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admin|[quilt-example, quilt-lab, quilt-private]|[quilt-example, quilt-lab, quilt-private, quilt-archive]",
                "writer|[quilt-example, quilt-lab]|[quilt-example, quilt-lab]",
                "apikey|[quilt-example, quilt-lab]|[quilt-example, quilt-lab]",
                "reader|[quilt-example]|[quilt-example]",
                "nobody|[]|[]"
            })
    void listsBucketsByRoleAndConfigsByAdministrator(String who, String buckets, String configs) {
        assertThat(names(SANDBOX.data(who, "{buckets{name}}"))).isEqualTo(buckets);
        assertThat(names(SANDBOX.data(who, "{bucketConfigs{name}}"))).isEqualTo(configs);
    }

    @Test
    void returnsNullForInvisibleBucketsAndPackages() {
        assertThat(SANDBOX.data("reader", """
                {bucket(name:"quilt-lab"){name} bucketConfig(name:"quilt-lab"){name}
                 packages(bucket:"quilt-lab"){total} package(bucket:"quilt-lab",name:"lab/assay"){name}
                 absent:package(bucket:"quilt-example",name:"no/such"){name}}"""))
                .isEqualTo(
                        "{\"bucket\":null,\"bucketConfig\":null,\"packages\":null,\"package\":null,\"absent\":null}");
        assertThat(SANDBOX.data("admin", "{packages(bucket:\"quilt-archive\"){total}}"))
                .isEqualTo("{\"packages\":null}");
    }

    @Test
    void pagesOrdersAndFiltersPackages() {
        assertThat(SANDBOX.data("reader", """
                {packages(bucket:"quilt-example"){total page(number:2,perPage:3){name}}}"""))
                .isEqualTo("{\"packages\":{\"total\":4,\"page\":[{\"name\":\"examples/wide\"}]}}");
        assertThat(SANDBOX.data("reader", """
                {packages(bucket:"quilt-example"){page(order:MODIFIED,perPage:1){name modified}}}"""))
                .contains("{\"name\":\"examples/awkward\",\"modified\":\"2024-06-06T06:06:06Z\"}");
        assertThat(SANDBOX.data("reader", "{packages(bucket:\"quilt-example\",filter:\"*/IM*\"){total}}"))
                .isEqualTo("{\"packages\":{\"total\":1}}");
    }

    /** Physical keys are not part of a top hash, so these change only with the seed. */
    @Test
    void returnsKnownTopHashesOfSeed() {
        assertThat(SANDBOX.data("reader", """
                {package(bucket:"quilt-example",name:"examples/hurdat"){revisions{total page{hash}}}}"""))
                .isEqualTo("{\"package\":{\"revisions\":{\"total\":3,\"page\":["
                        + "{\"hash\":\"bbbfafc7c720e0140bcf7790fc2cce4da82f4cd1706ad07593ded37545e99568\"},"
                        + "{\"hash\":\"8c42a0736a54588bb8f9f8c38e3075e25edbd0940fbe0f829a0f6005818bfb98\"},"
                        + "{\"hash\":\"9cc8eec7ecd23f0a823249b143d104e843695928fea29776fde6fd63c0768cce\"}]}}}");
    }

    @Test
    void returnsTreeOfLogicalKeys() {
        assertThat(SANDBOX.data("reader", """
                {package(bucket:"quilt-example",name:"examples/hurdat"){
                  revision{message totalEntries totalBytes
                    root:dir(path:""){path children{...on PackageDir{path size} ...on PackageFile{path}}}
                    notes:dir(path:"notes/"){path metadata children{...on PackageDir{path}}}
                    absent:dir(path:"nope/"){path}
                    file(path:"data/storms.json"){path size metadata}
                    none:file(path:"data/"){path}}
                  old:revision(hashOrTag:"9cc8eec7ecd23f0a823249b143d104e843695928fea29776fde6fd63c0768cce"){totalEntries}
                  unknown:revision(hashOrTag:"9cc8ee"){hash}}}""")).isEqualTo("""
                {"package":{"revision":{"message":"Add 2024","totalEntries":4,"totalBytes":555.0,\
                "root":{"path":"","children":[{"path":"README.md"},{"path":"data/","size":315.0},\
                {"path":"notes/","size":26.0}]},\
                "notes":{"path":"notes/","metadata":null,"children":[{"path":"notes/2024/"}]},"absent":null,\
                "file":{"path":"data/storms.json","size":51.0,"metadata":{"user_meta":{"format":"records"}}},\
                "none":null},"old":{"totalEntries":2},"unknown":null}}""");
    }

    @Test
    void capsListingsWhateverIsRequested() {
        String wide = """
                {package(bucket:"quilt-example",name:"examples/wide"){revision{contentsFlatMap(max:5000)
                 dir(path:"part-00/"){children{__typename}}}}}""";
        assertThat(JsonFields.all(SANDBOX.data("reader", wide), "physicalKey")).hasSize(1200);
        try {
            SANDBOX.control("POST", "/settings", "{\"maxListedEntries\":50}");
            String capped = SANDBOX.data("reader", wide);
            assertThat(capped).contains("\"contentsFlatMap\":null");
            assertThat(JsonFields.all(capped, "__typename")).hasSize(50);
        } finally {
            SANDBOX.control("POST", "/settings", "{\"maxListedEntries\":2147483647}");
        }
    }

    @Test
    void flatMapIsNullAboveMaximum() {
        assertThat(SANDBOX.data("reader", """
                {package(bucket:"quilt-example",name:"examples/wide"){revision{totalEntries contentsFlatMap}}}"""))
                .isEqualTo("{\"package\":{\"revision\":{\"totalEntries\":1200,\"contentsFlatMap\":null}}}");
        assertThat(SANDBOX.data("writer", """
                {package(bucket:"quilt-lab",name:"lab/assay"){revision{workflow{id} contentsFlatMap}}}""")).contains("s3://quilt-example/reference/storms.csv?versionId=");
    }

    @Test
    void readsPackagesWrittenToS3() {
        try (var s3 = SANDBOX.s3("writer")) {
            byte[] content = {1, 2, 3};
            var put = s3.putObject(request -> request.bucket("quilt-lab").key("raw/x"), RequestBody.fromBytes(content));
            var entry = new Entry(
                    "x", new PhysicalKey("quilt-lab", "raw/x", put.versionId()), 3, ChunkedHash.of(content), Map.of());
            var manifest = Manifest.of("By hand", null, List.of(entry));
            put(s3, ".quilt/packages/" + manifest.topHash(), new String(manifest.bytes(), StandardCharsets.UTF_8));
            put(s3, ".quilt/named_packages/by/hand/1700000000", manifest.topHash());
            put(s3, ".quilt/named_packages/by/hand/latest", manifest.topHash());
        }
        assertThat(SANDBOX.data("writer", """
                {package(bucket:"quilt-lab",name:"by/hand"){modified revision{message totalBytes}}}"""))
                .isEqualTo("{\"package\":{\"modified\":\"2023-11-14T22:13:20Z\","
                        + "\"revision\":{\"message\":\"By hand\",\"totalBytes\":3.0}}}");
    }

    @Test
    void refusesInvalidQuery() {
        assertThat(SANDBOX.graphql("writer", "{packages(bucket:\"quilt-example\"){firstPage{name}}}")
                        .body())
                .contains("\"errors\"", "Cannot query field 'firstPage' on type 'PackageList'.");
        assertThat(SANDBOX.graphql("writer", "{config{contentIndexingSettings{bytesMax}}}")
                        .body())
                .contains("Forbidden");
        assertThat(SANDBOX.data("admin", "{config{contentIndexingSettings{bytesMax}}}"))
                .contains("1000000");
        assertThat(SANDBOX.data("reader", "{__schema{queryType{name}}}")).contains("Query");
    }

    private static void put(S3Client s3, String key, String content) {
        var _ = s3.putObject(request -> request.bucket("quilt-lab").key(key), RequestBody.fromString(content));
    }

    private static String names(String data) {
        return Pattern.compile("\"name\":\"([^\"]*)\"")
                .matcher(data)
                .results()
                .map(found -> found.group(1))
                .toList()
                .toString();
    }
}
