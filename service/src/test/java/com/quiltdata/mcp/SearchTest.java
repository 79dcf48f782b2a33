package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Search through the whole server; each defect of the server we replace (F2 to F6, D5, D6) by what holds instead. */
@Tag("process")
final class SearchTest {
    private static final List<String> DIALECTS = List.of("NEW", "OLD", "NONE");

    private static SandboxProcess sandbox;
    private static TestServer server;
    private static TestServer other;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
        other = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
    }

    @AfterEach
    void calm() {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\", \"delays\": {}, \"failures\": {}, \"missing\": []}}");
        sandbox.clearFaults();
    }

    private static void dialect(String dialect) {
        sandbox.settings("{\"search\": {\"dialect\": \"%s\"}}".formatted(dialect));
    }

    /** A server that has not learnt anything yet, which another test would trip over: that a registry has no search. */
    private static void afresh(Runnable test) {
        var before = server;
        var otherBefore = other;
        server = TestServer.onSandbox(Map.of());
        other = server;
        try {
            test.run();
        } finally {
            server.close();
            server = before;
            other = otherBefore;
        }
    }

    private static JsonNode search(String user, String tool, Map<String, ?> arguments) {
        return server.ok(sandbox.token(user), tool, arguments);
    }

    @Test
    void searchesTheBucketThatPlainWordsName() {
        var query = Map.of("query", "list csv files in quilt-lab", "page_size", 100);
        var argument = Map.of("query", "list csv files", "buckets", List.of("quilt-lab"), "page_size", 100);
        for (var tool : List.of("search_objects", "search_packages")) {
            var found = search("writer", tool, query);
            var expected = search("writer", tool, argument);
            assertThat(found.get("query_sent")).as(tool).isEqualTo(expected.get("query_sent"));
            assertThat(found.get("total")).as(tool).isEqualTo(expected.get("total"));
            assertThat(found.get("note").asText()).as(tool).contains("Only bucket quilt-lab was searched");
        }
        assertThat(texts(search("writer", "search_objects", query), "objects", "s3_uri"))
                .isNotEmpty()
                .allMatch(it -> it.startsWith("s3://quilt-lab/"));
        assertThat(search("reader", "search_objects", query).get("query_sent").asText())
                .as("a bucket that the caller does not see")
                .contains("quilt-lab");
    }

    private static List<String> texts(JsonNode answer, String list, String field) {
        var texts = new ArrayList<String>();
        answer.get(list).forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    private static List<String> all(String user, String tool, String list, String field, Map<String, ?> arguments) {
        var seen = new ArrayList<String>();
        var rest = new HashMap<String, Object>(arguments);
        for (var turn = 0; ; turn++) {
            var answer = (turn % 2 == 0 ? server : other).ok(sandbox.token(user), tool, rest);
            seen.addAll(texts(answer, list, field));
            if (!answer.has("next_cursor")) {
                assertThat(answer.get("truncated").asBoolean()).isFalse();
                return seen;
            }
            assertThat(answer.get("truncated").asBoolean()).isTrue();
            rest.put("cursor", answer.get("next_cursor").asText());
        }
    }

    @Test
    void searchesAllBucketsOfTheRoleByDefault() {
        var answer = search("writer", "search_catalog", Map.of("query", "storms"));
        assertThat(texts(answer, "results", "name")).contains("data/storms.csv");
        var both = search("writer", "search_catalog", Map.of("query", "csv files", "limit", 100));
        assertThat(texts(both, "results", "bucket")).contains("quilt-example", "quilt-lab");
    }

    @Test
    void convertsAFileTypeInPlainWordsToItsExtension() {
        var answer =
                search("reader", "search_catalog", Map.of("query", "csv files about storms", "explain_query", true));
        assertThat(texts(answer, "results", "name")).isNotEmpty().allMatch(name -> name.endsWith(".csv"));
        assertThat(answer.get("filters").get(0).asText()).isEqualTo("ext:.csv");
        assertThat(answer.get("query_sent").asText()).isEqualTo("storms AND NOT key:.quilt\\/*");
        assertThat(answer.get("explanation").asText()).contains("ext:.csv");
        assertThat(search("reader", "search_catalog", Map.of("query", "ext:.csv AND storms"))
                        .get("total_results"))
                .isEqualTo(answer.get("total_results"));
    }

    @Test
    void suggestsExistingNamesAndKeys() {
        var answer = search("reader", "search_suggest", Map.of("partial_query", "hur"));
        assertThat(texts(answer, "suggestions", "text")).contains("examples/hurdat");
        var everything = search("reader", "search_suggest", Map.of("partial_query", "", "limit", 100));
        assertThat(texts(everything, "suggestions", "type")).contains("buckets", "packages", "metadata", "extensions");
        assertThat(texts(everything, "suggestions", "text")).contains("quilt-example", "/source", ".csv");
        for (var suggestion : everything.get("suggestions")) {
            if (!suggestion.get("type").asText().equals("buckets")) {
                assertThat(search(
                                        "reader",
                                        "search_catalog",
                                        Map.of(
                                                "query",
                                                suggestion.get("query").asText(),
                                                "scope",
                                                "global",
                                                "count_only",
                                                true))
                                .get("total_results")
                                .asInt())
                        .as("%s", suggestion)
                        .isPositive();
            }
        }
    }

    @Test
    void countOnlyReturnsTheTotalWithoutHits() {
        var count = search("reader", "search_catalog", Map.of("query", "key:many\\/*", "count_only", true));
        assertThat(count.get("total_results").asInt()).isEqualTo(1200);
        assertThat(count.get("results")).isEmpty();
        var page = search("reader", "search_catalog", Map.of("query", "key:many\\/*", "limit", 5));
        assertThat(page.get("results")).hasSize(5);
        assertThat(page.get("total_results").asInt()).isEqualTo(1200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search_syntax", "athena", "buckets", "me"})
    void getResourceReadsPlatformResources(String name) {
        var answer = search("reader", "get_resource", Map.of("uri", "quilt-platform://" + name));
        assertThat(answer.get("uri").asText()).isEqualTo("quilt-platform://" + name);
        assertThat(answer.toString())
                .contains(Map.of(
                                "search_syntax",
                                "ptr_name",
                                "athena",
                                "package_entry",
                                "buckets",
                                "quilt-example",
                                "me",
                                "role")
                        .get(name));
    }

    @Test
    void packageEntryHasItsObjectAndVersion() {
        var answer =
                search("reader", "search_catalog", Map.of("query", "entry_lk:*storms.json", "scope", "packageEntry"));
        var hit = answer.get("results").get(0);
        assertThat(hit.get("type").asText()).isEqualTo("packageEntry");
        assertThat(hit.get("package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(hit.get("logical_key").asText()).isEqualTo("data/storms.json");
        assertThat(hit.get("s3_uri").asText())
                .matches("s3://quilt-example/examples/hurdat/data/storms.json\\?versionId=.+");
        assertThat(search(
                                "reader",
                                "bucket_object_text",
                                Map.of("s3_uri", hit.get("s3_uri").asText()))
                        .get("text")
                        .asText())
                .contains("Camille");
        assertThat(search(
                                "reader",
                                "package_browse",
                                Map.of("uri", hit.get("quilt_uri").asText()))
                        .get("total_entries")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void returnsOneHitPerPackageByDefault() {
        var latest = search("reader", "search_packages", Map.of("query", "ptr_name:examples\\/hurdat"));
        assertThat(texts(latest, "packages", "name")).containsExactly("examples/hurdat");
        var catalog =
                search("reader", "search_catalog", Map.of("query", "ptr_name:examples\\/hurdat", "scope", "package"));
        assertThat(texts(catalog, "results", "name")).containsExactly("examples/hurdat");
        var revisions = search(
                "reader", "search_packages", Map.of("query", "ptr_name:examples\\/hurdat", "latest_only", false));
        assertThat(revisions.get("total").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void returnsNoDeleteMarkers() {
        var answer = search("reader", "search_catalog", Map.of("query", "key:versions\\/deleted.txt"));
        for (var hit : answer.get("results")) {
            assertThat(search(
                                    "reader",
                                    "bucket_object_text",
                                    Map.of("s3_uri", hit.get("s3_uri").asText()))
                            .get("text")
                            .asText())
                    .isEqualTo("still readable by version\n");
        }
    }

    @Test
    void returnsOneHitPerObjectAtItsNewestVersion() {
        var answer = search("reader", "search_catalog", Map.of("query", "key:versions\\/report.txt"));
        assertThat(answer.get("results")).hasSize(1);
        var uri = answer.at("/results/0/s3_uri").asText();
        assertThat(uri).contains("?versionId=");
        assertThat(search("reader", "bucket_object_text", Map.of("s3_uri", uri))
                        .get("text")
                        .asText())
                .isEqualTo("third version\n");
    }

    @Test
    void anotherServerContinuesFromACursor() {
        var seen =
                all("reader", "search_objects", "objects", "s3_uri", Map.of("query", "key:many\\/*", "page_size", 100));
        assertThat(seen).hasSize(1200).doesNotHaveDuplicates();
    }

    /** What the one may see is no fact for the other, and the other's rights decide what comes. */
    @ParameterizedTest
    @CsvSource({
        "NEW, search_catalog, results, total_results",
        "NEW, search_objects, objects, total",
        "NONE, search_objects, objects, total"
    })
    void cursorOfAnotherCallerReturnsOnlyWhatTheCallerMaySee(String dialect, String tool, String list, String total) {
        dialect(dialect);
        afresh(() -> {
            var rest = new HashMap<String, Object>(Map.of("query", "csv files"));
            rest.put(tool.equals("search_catalog") ? "limit" : "page_size", 2);
            var writers = server.ok(sandbox.token("writer"), tool, rest);
            var readers = server.ok(sandbox.token("reader"), tool, rest);
            assertThat(writers.get(total)).isNotEqualTo(readers.get(total));

            rest.put("cursor", writers.get("next_cursor").asText());
            var next = server.ok(sandbox.token("reader"), tool, rest);

            assertThat(next.get(total)).isEqualTo(readers.get(total));
            assertThat(texts(next, list, "bucket")).isNotEmpty().containsOnly("quilt-example");
        });
    }

    @Test
    void splitsAPageThatDoesNotFitWithoutLosingHits() {
        var seen = all("reader", "search_catalog", "results", "name", Map.of("query", "key:many\\/*", "limit", 1000));
        assertThat(seen).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void alternatesObjectsAndPackagesAndReturnsAll() {
        var arguments = Map.of("query", "storms", "scope", "global", "limit", 2);
        var first = search("writer", "search_catalog", arguments);
        assertThat(texts(first, "results", "type")).containsExactly("package", "file");
        var seen = all("writer", "search_catalog", "results", "name", arguments);
        assertThat(seen).hasSizeBetween(3, first.get("total_results").asInt());
        var asked = new HashMap<String, Object>(arguments);
        for (var page = first; page.has("next_cursor"); ) {
            asked.put("cursor", page.get("next_cursor").asText());
            page = search("writer", "search_catalog", asked);
            assertThat(page.get("total_results")).isEqualTo(first.get("total_results"));
        }
    }

    @Test
    void searchMoreToolsContinueFromTheSameCursor() {
        var first = search("reader", "search_packages", Map.of("query", "*", "page_size", 2, "order", "LEX_ASC"));
        assertThat(texts(first, "packages", "name")).containsExactly("examples/awkward", "examples/hurdat");
        var cursor = first.get("next_cursor").asText();
        var next = search("reader", "search_packages_more", Map.of("cursor", cursor, "page_size", 1));
        assertThat(texts(next, "packages", "name")).containsExactly("examples/images");
        assertThat(next.get("total")).isEqualTo(first.get("total"));
        assertThat(server.fails(sandbox.token("reader"), "search_objects_more", Map.of("cursor", cursor)))
                .contains("not returned by search_objects");
        assertThat(server.fails(sandbox.token("reader"), "search_packages", Map.of("query", "other", "cursor", cursor)))
                .contains("belongs to another query");
        assertThat(server.fails(sandbox.token("reader"), "search_packages_more", Map.of("cursor", "x")))
                .contains("must be the next_cursor of an earlier result");
    }

    @Test
    void filtersByUserMetadataAndReturnsFacets() {
        var answer = search(
                "reader",
                "search_packages",
                Map.of(
                        "query",
                        "*",
                        "facets",
                        true,
                        "user_meta_filters",
                        List.of(Map.of("path", "/year", "number", Map.of("gte", 2020)))));
        assertThat(texts(answer, "packages", "name")).containsExactly("examples/hurdat");
        assertThat(answer.at("/facets/meta").toString()).contains("/source", "/year number");
        assertThat(server.fails(
                        sandbox.token("reader"),
                        "search_packages",
                        Map.of("query", "*", "user_meta_filters", List.of(Map.of("path", "year")))))
                .contains("starts with /");
    }

    @Test
    void explainCountsTheHitsLeftByEachFilter() {
        var answer = search(
                "reader", "search_explain", Map.of("query", "storms csv files larger than 1 KB", "scope", "file"));
        var steps = answer.at("/searches/0/steps");
        assertThat(texts(answer.at("/searches/0"), "steps", "added"))
                .containsExactly("storms", "NOT key:.quilt\\/*", "ext:.csv", "size:[1024 TO *]");
        assertThat(steps.get(0).get("total").asInt())
                .isGreaterThan(steps.get(2).get("total").asInt());
        assertThat(answer.at("/searches/0/backend").asText()).isEqualTo("graphql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "OLD", "NONE"})
    void everyDialectReturnsTheSameHits(String dialect) {
        afresh(() -> {
            dialect(dialect);
            var packages = search("reader", "search_packages", Map.of("query", "*", "order", "LEX_DESC"));
            assertThat(texts(packages, "packages", "name"))
                    .containsExactly("examples/wide", "examples/images", "examples/hurdat", "examples/awkward");
            assertThat(packages.get("total").asInt()).isEqualTo(4);
            var objects = search("reader", "search_objects", Map.of("query", "csv files", "order", "LEX_ASC"));
            assertThat(texts(objects, "objects", "key")).startsWith("data/storms.csv");
            assertThat(search("reader", "search_packages", Map.of("query", "Camille NOAA storms"))
                            .at("/packages/0/name")
                            .asText())
                    .isEqualTo("examples/hurdat");
            var seen = all(
                    "reader",
                    "search_objects",
                    "objects",
                    "s3_uri",
                    Map.of("query", "key:many\\/00*", "page_size", 40));
            assertThat(seen).hasSize(99).doesNotHaveDuplicates();
        });
    }

    @ParameterizedTest
    @CsvSource({"NEW,graphql", "OLD,graphql", "NONE,elasticsearch"})
    void namesTheSearchBackendUsed(String dialect, String backend) {
        afresh(() -> {
            dialect(dialect);
            assertThat(search("reader", "search_catalog", Map.of("query", "storms"))
                            .get("backend_used")
                            .asText())
                    .isEqualTo(backend);
        });
    }

    @Test
    void saysThatTheRegistryHasNoSearch() {
        afresh(() -> {
            sandbox.settings("{\"search\": {\"dialect\": \"NONE\"}}");
            sandbox.fault(
                    "{\"path\": \"/api/search\", \"status\": 404, \"body\": \"{}\", \"contentType\": \"application/json\"}");
            assertThat(server.fails(sandbox.token("reader"), "search_catalog", Map.of("query", "storms")))
                    .matches("Search is unavailable at this registry[^.]*/api/search[^.]*\\.");
        });
    }

    @Test
    void namesAFailedBucketAndReturnsHitsOfTheOthers() {
        afresh(() -> {
            sandbox.settings("{\"search\": {\"dialect\": \"NONE\", \"failures\": {\"quilt-lab\": \"Boom\"}}}");
            var answer = search("writer", "search_catalog", Map.of("query", "storms"));
            assertThat(texts(answer, "results", "bucket")).containsOnly("quilt-example");
            assertThat(answer.get("incomplete").toString())
                    .contains("quilt-lab")
                    .doesNotContain("quilt-example");
        });
    }

    @Test
    void refusesAnUnparsableQueryAndNamesTheSyntaxResource() {
        afresh(() -> {
            for (var dialect : DIALECTS) {
                dialect(dialect);
                assertThat(server.fails(sandbox.token("reader"), "search_catalog", Map.of("query", "ext:.csv AND OR")))
                        .contains("query", "search_syntax");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"search_catalog", "search_packages", "search_objects", "search_explain"})
    void returns401ForARefusedToken(String tool) {
        afresh(() -> {
            for (var dialect : DIALECTS) {
                dialect(dialect);
                assertThat(server.callRaw(sandbox.token("expired"), tool, Map.of("query", "storms"))
                                .statusCode())
                        .isEqualTo(401);
            }
        });
    }
}
