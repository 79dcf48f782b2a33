package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No query returns results from a bucket that the active role may not read. */
final class SearchScopeTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final List<String> PIECES = List.of(
            "*",
            "plan",
            "secret",
            "plans",
            "archive",
            "old",
            "quilt-private",
            "key:",
            "ptr_name:",
            "entry_pk:",
            "_index:",
            "_uid:",
            "bucket:",
            "content:",
            "_exists_:",
            "key",
            " OR ",
            " AND ",
            "NOT ",
            "(",
            ")",
            "\"",
            "/",
            "[",
            "* TO *]",
            ">",
            "=",
            "0",
            "administrators",
            "~2",
            "^9",
            "\\",
            "*:*",
            " ",
            "é",
            "size:>=0");
    private static final String BOTH = """
            query($words:String,$buckets:[String!]){
             searchObjects(searchString:$words,buckets:$buckets){__typename
              ...on ObjectsSearchResultSet{firstPage(size:5000){hits{bucket}}}}
             searchPackages(searchString:$words,buckets:$buckets){__typename
              ...on PackagesSearchResultSet{firstPage(size:5000){...on PackagesSearchResultSetPage{hits{bucket}}}}}}""";

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static String both(String who, String words, List<String> buckets) {
        return SANDBOX.send(
                        "POST",
                        "/graphql",
                        Json.text(Map.of("query", BOTH, "variables", Map.of("words", words, "buckets", buckets))),
                        SANDBOX.bearer(who))
                .body();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4000, 50_000})
    void searchesOnlyBucketsOfRole(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            String words = IntStream.range(0, 1 + random.nextInt(7))
                    .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                    .collect(Collectors.joining());
            String answer = both("reader", words, List.of());
            assertThat(answer).as(words).doesNotContain("\"errors\":[{\"message\"", "\"data\":null");
            assertThat(JsonFields.all(answer, "bucket")).as(words).allMatch("quilt-example"::equals);
        }
    }

    @Test
    void namingBucketGrantsNoAccess() {
        var everywhere = List.of("quilt-example", "quilt-lab", "quilt-private", "quilt-archive", "quilt-*", "nosuch");
        assertThat(JsonFields.all(both("reader", "*", everywhere), "bucket")).containsOnly("quilt-example");
        assertThat(both("reader", "*", List.of("quilt-private", "quilt-archive")))
                .contains("EmptySearchResultSet")
                .doesNotContain("hits");
    }

    @Test
    void searchHasNoAdministratorBypass() {
        assertThat(JsonFields.all(both("admin", "*", List.of()), "bucket"))
                .contains("quilt-private", "quilt-lab", "quilt-example")
                .doesNotContain("quilt-archive");
        assertThat(JsonFields.all(both("nobody", "*", List.of()), "bucket")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quilt-private",
                "quilt-example,quilt-private",
                "quilt-example,quilt-archive_packages",
                "quilt-private_packages",
                "quilt-example,nosuch",
                "quilt-private_"
            })
    void refusesIndexOutsideRole(String index) {
        var answer = SANDBOX.send("GET", api(index, "*"), null, SANDBOX.bearer("reader"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "quilt-*", "quilt-example,quilt-pr*", "quilt-exampl?"})
    void refusesIndexWildcards(String index) {
        assertThat(SANDBOX.send("GET", api(index, "*"), null, SANDBOX.bearer("reader"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static String api(String index, String words) {
        return "/api/search?action=search&index=" + URLEncoder.encode(index, StandardCharsets.UTF_8) + "&query="
                + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
