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

/** Finds for each query of search/queries.txt exactly the keys that the query means, over both search backends. */
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
        assertThat(keys(server, query))
                .as(query)
                .containsExactlyInAnyOrder(
                        keys.equals("none")
                                ? new String[0]
                                : Stream.of(keys.split(" ; ", -1)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/search/queries.txt", delimiterString = " => ", quoteCharacter = '`')
    void findsExactlyTheseKeys(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\"}}");
        finds(server, query, keys);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/search/queries.txt", delimiterString = " => ", quoteCharacter = '`')
    void findsThemOnRegistriesWithoutGraphQlSearch(String query, String keys) {
        sandbox.settings("{\"search\": {\"dialect\": \"NONE\"}}");
        finds(older, query, keys);
    }
}
