package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Finds for each query of search/queries.txt exactly the keys that the query means: by GraphQL, whatever joins words
 * there, and on older registries by {@code /api/search}.
 */
@Tag("process")
final class SearchQueriesTest {
    private static final List<String> KEYS = List.of(
            "report(1).csv",
            "results/2024/plate.parquet",
            "results/2024/Plate.CSV",
            "results/report(1).csv",
            "results/report[2].csv",
            "results/a:b.txt",
            "results/say \"hi\".txt",
            "results/final draft.docx",
            "raw/run-1/sample.fastq.gz",
            "raw/c++/main!.txt",
            "raw/{x}^2.txt");

    /** What the queries of the table whose words the registry's default joins find if that is AND. */
    private static final Map<String, String> JOINED_BY_AND =
            Map.of("ext:.csv AND key:examples/* storms hurricanes", "none");

    private static SandboxProcess sandbox;
    private static TestServer server;
    private static TestServer older;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.searched();
        server = TestServer.onSearchedSandbox();
        older = TestServer.onSearchedSandbox();
        server.ok(
                sandbox.token("writer"),
                "bucket_objects_put",
                Map.of(
                        "bucket",
                        "quilt-lab",
                        "items",
                        KEYS.stream()
                                .map(key -> Map.of("key", key, "text", "assay"))
                                .toList()));
    }

    @AfterAll
    static void stop() {
        server.close();
        older.close();
    }

    private static List<String> keys(TestServer server, String query) {
        var hits = server.ok(
                        sandbox.token("writer"),
                        "search_objects",
                        Map.of("query", query, "buckets", List.of("quilt-lab", "quilt-example"), "page_size", 100))
                .get("objects");
        return hits.valueStream().map(hit -> hit.get("key").asText()).toList();
    }

    private static void finds(TestServer server, String query, String keys) {
        sandbox.clearRequests();
        assertThat(keys(server, query))
                .as(query)
                .containsExactlyInAnyOrder(
                        keys.equals("none")
                                ? new String[0]
                                : Stream.of(keys.split(" ; ", -1)).toArray(String[]::new));
    }

    /** Whether the registry was asked by its older search since {@link #finds}. */
    private static boolean byElasticsearch() {
        return sandbox.requests().findValuesAsText("path").contains("/api/search");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/search/queries.txt", delimiterString = " => ", quoteCharacter = '`')
    void findsExactlyTheseKeys(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\", \"operator\": \"OR\"}}");
        finds(server, query, keys);
        assertThat(byElasticsearch()).isFalse();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/search/queries.txt", delimiterString = " => ", quoteCharacter = '`')
    void findsTheSameKeysWhereWordsAreJoinedByAnd(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\", \"operator\": \"AND\"}}");
        finds(server, query, JOINED_BY_AND.getOrDefault(query, keys));
    }

    @ParameterizedTest
    @CsvSource({
        "plate assay, lab/assay/plate.csv",
        "plate operator, none",
        "csv files with assay plate, lab/assay/plate.csv"
    })
    void wordsThatAreJoinedByAndAllApplyOutsideOfQuiltsOwnObjects(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\", \"operator\": \"AND\"}}");
        finds(server, query, keys);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/search/queries.txt", delimiterString = " => ", quoteCharacter = '`')
    void findsTheSameKeysWithoutGraphQlSearch(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NONE\"}}");
        finds(older, query, keys);
        assertThat(byElasticsearch()).isTrue();
    }
}
