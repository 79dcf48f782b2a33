package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The search for objects: syntax, filters, pages, and updates after writes. */
final class SearchObjectsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final S3Client S3 = SANDBOX.s3("writer");
    private static final String BUCKET = "quilt-lab";

    @AfterAll
    static void close() {
        S3.close();
        SANDBOX.close();
    }

    private static String search(String who, String arguments, String page) {
        return SANDBOX.data(
                who,
                "{searchObjects(" + arguments + "){__typename ...on ObjectsSearchResultSet{total stats{ext{values}}"
                        + " firstPage" + page + "{cursor hits{id key version bucket size modified deleted score}}}"
                        + " ...on InvalidInput{errors{path name message}}}}");
    }

    private static List<String> keys(String who, String arguments) {
        return JsonFields.all(search(who, arguments, "(size:2000,order:LEX_ASC)"), "key");
    }

    private static List<String> matching(String words) {
        return keys("reader", "buckets:[\"quilt-example\"],searchString:" + Json.text(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Open to every role|README.md",
                "content:\"every role that opens\"|README.md",
                "content:SECOND AND content:naïve|text/utf8.txt",
                "key:data\\/storms.csv|data/storms.csv",
                "key:\"data/storms.csv\"|data/storms.csv",
                "key:data\\/se*|data/settings.json",
                "key:*settings.json|data/settings.json",
                "key:/data.set[a-z]+.json/|data/settings.json",
                "key_text:settings|data/settings.json",
                "ext:.jsonl|data/records.jsonl",
                "ext:.bin AND size:>1000000|binary/three-mib.bin",
                "ext:.bin AND size:<=65536|binary/all-bytes.bin",
                "ext:.bin AND size:[65536 TO 65536]|binary/all-bytes.bin",
                "ext:.bin AND NOT size:65536|binary/three-mib.bin",
                "ext:.bin AND last_modified:>now-1d AND size:{65536 TO *]|binary/three-mib.bin",
                "(key_text:settings OR key_text:records) AND ext:.js*n|data/settings.json",
                "key:many\\/0042.txt|many/0042.txt",
                "content:cafe~1 AND key_text:utf8|text/utf8.txt"
            })
    void findsByQueryString(String words, String key) {
        assertThat(matching(words)).first().isEqualTo(key);
        assertThat(matching(words)).allMatch(key::equals, "no other than " + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext:csv",
                "content:\"role every\"",
                "size:>99999999",
                "last_modified:<2020",
                "nosuch:field",
                "content:nosuchword",
                "_exists_:content AND ext:.bin",
                "key:storms.csv"
            })
    void findsNothing(String words) {
        assertThat(search("reader", "searchString:" + Json.text(words), ""))
                .isEqualTo("{\"searchObjects\":{\"__typename\":\"EmptySearchResultSet\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "a AND",
                "\"open",
                "size:[1 TO",
                "size:>many",
                "last_modified:yesterday",
                "/[",
                "key:/(a|b)*a(a|b){20}/"
            })
    void refusesInvalidQueryString(String words) {
        assertThat(search("reader", "searchString:" + Json.text(words), ""))
                .contains("\"__typename\":\"InvalidInput\"", "\"path\":\"searchString\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ext:{terms:[\".jsonl\",\".nosuch\"]}|[data/records.jsonl]",
                "ext:{wildcard:\".js*l\"}|[data/records.jsonl]",
                "key:{wildcard:\"data/*.json\"}|[data/settings.json]",
                "key:{terms:[\"README.md\"]}|[README.md]",
                "size:{gte:3145728}|[binary/three-mib.bin]",
                "size:{gte:65536,lte:65536.5}|[binary/all-bytes.bin]",
                "content:{queryString:\"every AND role\"}|[README.md]",
                "modified:{lte:\"2020-01-01\"}|[]",
                "modified:{gte:\"2020-01-01T00:00:00Z\"},key:{terms:[\"README.md\"]}|[README.md]"
            })
    void filtersResults(String filter, String keys) {
        assertThat(keys("reader", "filter:{" + filter + "}")).hasToString(keys);
    }

    @Test
    void filtersDeleteMarkers() {
        String deleted = "searchString:\"key:versions\\\\/deleted.txt\"";
        assertThat(JsonFields.all(search("reader", deleted, ""), "deleted")).containsExactlyInAnyOrder("true", "false");
        assertThat(JsonFields.all(search("reader", deleted + ",filter:{deleted:{false:true}}", ""), "deleted"))
                .containsExactly("false");
        assertThat(JsonFields.all(search("reader", deleted + ",filter:{deleted:{true:true}}", ""), "deleted"))
                .containsExactly("true");
    }

    @Test
    void findsEachVersionByItsContent() {
        assertThat(keys("reader", "searchString:\"content:(first OR second OR third) AND key_text:report\""))
                .hasSize(3);
        assertThat(keys("reader", "searchString:\"content:second AND key_text:report\""))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEST_MATCH", "NEWEST", "OLDEST", "LEX_ASC", "LEX_DESC"})
    void pagesReturnEveryHitOnce(String order) {
        String first = search("reader", "searchString:\"key:many*\"", "(size:250,order:%s)".formatted(order));
        List<String> ids = new ArrayList<>(JsonFields.all(first, "id"));
        String cursor = JsonFields.one(first, "cursor");
        while (!"null".equals(cursor)) {
            String more = SANDBOX.data("reader", """
                    {searchMoreObjects(after:"%s",size:250){...on ObjectsSearchResultSetPage{cursor hits{id}}}}""".formatted(cursor));
            ids.addAll(JsonFields.all(more, "id"));
            cursor = JsonFields.one(more, "cursor");
        }
        assertThat(first).contains("\"total\":1200");
        assertThat(ids).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void cursorGrantsNoAccess() {
        String first = search("admin", "buckets:[\"quilt-private\"]", "(size:1)");
        assertThat(first).contains("quilt-private");
        String more = "{searchMoreObjects(after:\"%s\"){...on ObjectsSearchResultSetPage{hits{key}}}}"
                .formatted(JsonFields.one(first, "cursor"));
        assertThat(SANDBOX.data("reader", more)).isEqualTo("{\"searchMoreObjects\":{\"hits\":[]}}");
        assertThat(SANDBOX.data("admin", more)).contains("\"key\"");
    }

    @Test
    void refusesInvalidCursor() {
        assertThat(SANDBOX.data("reader", "{searchMoreObjects(after:\"x\"){...on InvalidInput{errors{path name}}}}"))
                .isEqualTo("{\"searchMoreObjects\":{\"errors\":[{\"path\":\"after\",\"name\":\"InvalidCursor\"}]}}");
    }

    @Test
    void findsNewObjectsAndForgetsDeletedOnes() {
        String fresh = "buckets:[\"quilt-lab\"],searchString:\"content:heliotrope\"";
        assertThat(keys("writer", fresh)).isEmpty();
        var put = S3.putObject(
                request -> request.bucket(BUCKET).key("new/flower.md"), RequestBody.fromString("A heliotrope."));
        assertThat(keys("writer", fresh)).containsExactly("new/flower.md");
        var _ = S3.copyObject(request -> request.sourceBucket(BUCKET)
                .sourceKey("new/flower.md")
                .destinationBucket(BUCKET)
                .destinationKey("new/copy.md"));
        assertThat(keys("writer", fresh)).containsExactly("new/copy.md", "new/flower.md");
        var _ = S3.deleteObject(
                request -> request.bucket(BUCKET).key("new/flower.md").versionId(put.versionId()));
        assertThat(keys("writer", fresh)).containsExactly("new/copy.md");
        var _ = S3.deleteObject(request -> request.bucket(BUCKET).key("new/copy.md"));
        assertThat(keys("writer", "filter:{deleted:{true:true}},buckets:[\"quilt-lab\"]"))
                .containsExactly("new/copy.md");
    }

    @Test
    void indexesLastTwoExtensions() {
        var _ = S3.putObject(request -> request.bucket(BUCKET).key("reads/A.FASTQ.gz"), RequestBody.fromString("x"));
        assertThat(keys("writer", "searchString:\"ext:*.fastq.gz\"")).containsExactly("reads/A.FASTQ.gz");
        assertThat(keys("writer", "filter:{ext:{terms:[\".gz\"]}}")).isEmpty();
    }

    @Test
    void limitsPageSize() {
        assertThat(search("reader", "searchString:\"storms\"", "(size:0)")).contains("\"cursor\":null,\"hits\":[]");
        assertThat(SANDBOX.graphql(
                                "reader",
                                "{searchObjects{...on ObjectsSearchResultSet{firstPage(size:10001){cursor}}}}")
                        .body())
                .contains("Internal Server Error");
    }

    @Test
    void returnsExtensionFacet() {
        assertThat(search("reader", "searchString:\"key:data*\"", "")).contains("[\".csv\",\".json\",\".jsonl\"]");
    }
}
