package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader never gets a hit from a bucket outside the role: on no path, with no query string. */
@Tag("process")
final class SearchIsolationTest {
    private static final String OPEN = "quilt-example";
    private static final int QUERIES = 20;

    /** Words of what is out of sight, and what query strings are made of. */
    private static final List<String> PIECES = List.of(
            "secret",
            "plan",
            "plans",
            "administrators",
            "archive",
            "old",
            "assay",
            "plate",
            "storms",
            "*",
            "?",
            "(",
            ")",
            "\"",
            "AND",
            "OR",
            "NOT",
            "key:",
            "ptr_name:",
            "entry_pk:",
            "entry_pk_parsed.s3.bucket:",
            "_exists_:content",
            "_index:",
            "quilt-private",
            "quilt-lab",
            "quilt-private_packages",
            "secret\\/plan*",
            "s3://quilt-private/",
            "/.*/",
            "[* TO *]",
            ":",
            "\\",
            "csv files",
            "larger than 1 b",
            "-",
            "+",
            "||",
            "~2",
            "{",
            "}",
            ",",
            "%2C");

    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
    }

    @AfterEach
    void calm() {
        sandbox.settings("{\"search\": {\"dialect\": \"NEW\"}}");
    }

    @AfterAll
    static void stop() {
        sandbox.clearRequests();
    }

    private static String query(Random random) {
        return random.ints(1 + random.nextInt(5), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
    }

    private static Map<String, Object> arguments(String tool, Random random) {
        var query = query(random);
        var bucket =
                List.of("", OPEN, "quilt-lab", "quilt-private", "quilt-archive").get(random.nextInt(5));
        return switch (tool) {
            case "search_suggest" ->
                Map.of("partial_query", query.substring(0, Math.min(query.length(), 3)), "limit", 100);
            case "search_catalog" ->
                Map.of(
                        "query",
                        query,
                        "bucket",
                        bucket,
                        "limit",
                        100,
                        "scope",
                        List.of("file", "package", "packageEntry", "global").get(random.nextInt(4)));
            default ->
                bucket.isEmpty()
                        ? Map.of("query", query, "page_size", 100)
                        : Map.of("query", query, "page_size", 100, "buckets", List.of(bucket, OPEN));
        };
    }

    private static void inSight(JsonNode answer, Object asked) {
        for (var bucket : answer.findValuesAsText("bucket")) {
            assertThat(bucket)
                    .as("%s", asked)
                    .isIn("", OPEN, asked instanceof Map<?, ?> map ? map.get("bucket") : OPEN);
        }
        for (var list : List.of("results", "objects", "packages")) {
            answer.path(list)
                    .forEach(hit -> assertThat(hit.get("bucket").asText())
                            .as("%s", asked)
                            .isEqualTo(OPEN));
        }
        assertThat(answer.path("suggestions").findValuesAsText("text"))
                .as("%s", asked)
                .noneMatch(text -> text.contains("private") || text.contains("quilt-lab") || text.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW", "OLD", "NONE"})
    void returnsHitsOnlyOfBucketsThatTheRoleMaySee(String dialect) {
        sandbox.settings("{\"search\": {\"dialect\": \"%s\"}}".formatted(dialect));
        var random = new Random(dialect.hashCode());
        var answered = 0;
        try (var server = TestServer.onSandbox(Map.of("QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "100000"))) {
            for (int i = 0; i < QUERIES; i++) {
                for (var tool : List.of("search_catalog", "search_objects", "search_packages", "search_suggest")) {
                    var asked = arguments(tool, random);
                    var result = server.call(sandbox.token("reader"), tool, asked);
                    if (!result.get("isError").asBoolean()) {
                        answered++;
                        inSight(result.get("structuredContent"), asked);
                    }
                }
            }
        }
        assertThat(answered).isGreaterThan(QUERIES);
    }

    @Test
    void findsPrivateHitsForARoleThatMaySeeThem() {
        try (var server = TestServer.onSandbox(Map.of())) {
            var found =
                    server.ok(sandbox.token("admin"), "search_catalog", Map.of("query", "secret", "scope", "global"));
            assertThat(found.findValuesAsText("bucket")).contains("quilt-private");
            assertThat(server.fails(
                            sandbox.token("nobody"), "search_catalog", Map.of("query", "storms", "scope", "global")))
                    .contains("Your role can see no bucket");
        }
    }
}
