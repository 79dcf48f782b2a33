package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search says of its buckets, its count and its emptiness, over both search backends. */
@Tag("process")
final class SearchOutcomeTest {
    private static SandboxProcess sandbox;
    private static TestServer server;
    private static TestServer older;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
        older = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\"}}");
        server.close();
        older.close();
    }

    private static TestServer on(String dialect) {
        sandbox.settings("{\"search\": {\"dialect\": \"%s\"}}".formatted(dialect));
        return dialect.equals("NONE") ? older : server;
    }

    private static JsonNode search(TestServer of, String tool, Map<String, ?> arguments) {
        return of.ok(sandbox.token("reader"), tool, arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, no-such-bucket, file",
        "NEW, quilt-lab, global",
        "NEW, quilt-archive, package",
        "NONE, no-such-bucket, packageEntry",
        "NONE, quilt-lab, file"
    })
    void refusesSearchOfBucketThatCallerCannotSee(String dialect, String bucket, String scope) {
        assertThat(on(dialect)
                        .fails(
                                sandbox.token("reader"),
                                "search_catalog",
                                Map.of("query", "storms", "bucket", bucket, "scope", scope)))
                .isEqualTo("Your role can see no bucket named %s; bucket_list lists the buckets you can see."
                        .formatted(bucket));
    }

    @ParameterizedTest
    @CsvSource({"NEW, storms", "NEW, nothing-is-called-so", "NONE, storms", "NONE, nothing-is-called-so"})
    void namesBucketsThatAreLeftOut(String dialect, String query) {
        var found = search(
                on(dialect), "search_objects", Map.of("query", query, "buckets", List.of("quilt-example", "no-such")));
        assertThat(found.get("incomplete"))
                .singleElement()
                .satisfies(it -> assertThat(it.asText())
                        .isEqualTo("Your role can see no bucket named no-such; nothing was searched there."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "NONE"})
    void saysThatRoleOpensNoBucket(String dialect) {
        for (var tool : List.of("search_catalog", "search_objects", "search_packages")) {
            assertThat(on(dialect).fails(sandbox.token("nobody"), tool, Map.of("query", "storms")))
                    .isEqualTo("Your role can see no bucket; ask an administrator of the catalog for one that can.");
        }
    }

    /** One of the two objects has three versions, the other one and a delete marker. */
    @ParameterizedTest
    @ValueSource(strings = {"NEW", "NONE"})
    void countsObjectsAndNotTheirVersions(String dialect) {
        var query = "key:versions/report.txt OR key:versions/deleted.txt";
        var objects = search(on(dialect), "search_objects", Map.of("query", query));
        assertThat(objects.get("objects")).hasSize(2);
        assertThat(objects.get("total").asInt()).isEqualTo(2);
        assertThat(objects.get("truncated").asBoolean()).isFalse();
        assertThat(objects.has("note")).isFalse();
        var counted = search(on(dialect), "search_catalog", Map.of("query", query, "count_only", true));
        assertThat(counted.get("total_results").asInt()).isEqualTo(2);
        var part = search(on(dialect), "search_objects", Map.of("query", query, "page_size", 1));
        assertThat(part.get("total").asInt()).isEqualTo(4);
        assertThat(part.get("note").asText()).startsWith("total also counts each old version of an object.");
        var hits = search(on(dialect), "search_catalog", Map.of("query", query, "limit", 1));
        assertThat(hits.get("note").asText()).startsWith("total_results also counts each old version of an object.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storms csv files larger than 1 GB | `size:[1073741824 TO *]` excludes all matches; without it: ",
                "ext:csv AND key:data/* AND size:>1GB | `size:>1073741824` excludes all matches; without it: 1.",
                "nothingsocalled AND ext:csv | Nothing matches `nothingsocalled`; try fewer words",
                "key:*latest* | are below .quilt/, where Quilt keeps its own files; add AND key:.quilt/*",
                "ptr_name:examples/hurdat | `ptr_name` is a field of packages; search those instead."
            })
    void namesTheConditionThatExcludesAllHits(String query, String note) {
        for (var dialect : List.of("NEW", "NONE")) {
            var of = on(dialect);
            assertThat(search(of, "search_objects", Map.of("query", query))
                            .get("note")
                            .asText())
                    .contains(note);
            assertThat(search(of, "search_catalog", Map.of("query", query))
                            .get("note")
                            .asText())
                    .contains(note);
        }
    }

    @Test
    void namesTheConditionThatExcludesAllPackages() {
        var of = on("NEW");
        assertThat(search(of, "search_packages", Map.of("query", "ext:csv"))
                        .get("note")
                        .asText())
                .isEqualTo("`ext` is a field of objects; search those instead.");
        var year = Map.of("path", "/year", "number", Map.of("gte", 2030));
        assertThat(search(of, "search_packages", Map.of("query", "storms", "user_meta_filters", List.of(year)))
                        .get("note")
                        .asText())
                .startsWith("`/year:[2030.0 TO *]` excludes all matches; without it: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "NONE"})
    void explainsTheQuerySentAndTheHitsLeftByEachCondition(String dialect) {
        var searched = search(
                        on(dialect),
                        "search_explain",
                        Map.of("query", "ext:csv AND key:data/* AND size:>1GB", "scope", "file"))
                .at("/searches/0");
        assertThat(searched.get("query_sent").asText())
                .isEqualTo("ext:.csv AND key:data\\/* AND size:>1073741824 AND NOT key:.quilt\\/*");
        assertThat(searched.get("steps").valueStream().map(it -> it.get("added").asText()))
                .containsExactly("ext:.csv", "key:data\\/*", "size:>1073741824", "NOT key:.quilt\\/*");
        assertThat(searched.get("steps").valueStream().map(it -> it.get("total").asInt()))
                .endsWith(1, 0, 0);
    }

    @Test
    void hitsHaveTheFieldsOfTheReplacedServer() {
        var found = search(on("NEW"), "search_catalog", Map.of("query", "key:data/storms.csv"));
        assertThat(found.get("query_time_ms").asLong()).isBetween(0L, 60_000L);
        var hit = found.at("/results/0");
        assertThat(hit.get("id").asText()).startsWith("quilt-example:data/storms.csv:");
        assertThat(hit.get("title").asText()).isEqualTo("storms.csv");
        assertThat(hit.get("description").asText()).isEqualTo("Object in quilt-example");
        assertThat(hit.get("extension").asText()).isEqualTo("csv");
        assertThat(hit.get("content_type").asText()).isEqualTo("text/csv");
        assertThat(hit.get("backend").asText()).isEqualTo("graphql");
        var ofPackage = search(
                        on("NEW"), "search_catalog", Map.of("query", "ptr_name:examples/hurdat", "scope", "package"))
                .at("/results/0");
        assertThat(ofPackage.get("title").asText()).isEqualTo("hurdat");
        assertThat(ofPackage.has("extension")).isFalse();
    }
}
