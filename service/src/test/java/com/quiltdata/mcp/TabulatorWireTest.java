package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tabulator tools and their resource, before a whole catalog of each generation. */
@Tag("process")
final class TabulatorWireTest {
    private static final Map<String, Object> CONFIG = Map.of(
            "schema", List.of(Map.of("name", "wind", "type", "INT", "nullable", false)),
            "source", Map.of("type", "quilt-packages", "package_name", "^lab/", "logical_key", "csv$"),
            "parser", Map.of("format", "csv", "delimiter", "\t"));

    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.started("sandbox-tabulator");
        server = TestServer.before(sandbox);
    }

    @AfterEach
    void restore() {
        sandbox.settings("{\"search\": {\"dialect\": \"new\"}}");
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    private static JsonNode ok(String user, String tool, Map<String, ?> arguments) {
        return server.ok(sandbox.token(user), tool, arguments);
    }

    private static String fails(String user, String tool, Map<String, ?> arguments) {
        return server.fails(sandbox.token(user), tool, arguments);
    }

    private static Map<String, Object> set(String bucket, String table, @Nullable Object config) {
        var arguments = new HashMap<String, Object>(Map.of("bucket", bucket, "table", table));
        arguments.put("config", config);
        return arguments;
    }

    private static List<String> tables(String user, String bucket) {
        return ok(user, "tabulator_table_list", Map.of("bucket", bucket))
                .get("tables")
                .valueStream()
                .map(it -> it.get("name").asText())
                .toList();
    }

    @Test
    void listsTheSeedsTable() {
        var listed = ok("reader", "tabulator_tables_list", Map.of("bucket_name", "s3://quilt-example"));

        assertThat(listed.at("/bucket_name").asText()).isEqualTo("quilt-example");
        var storms = listed.at("/tables/0");
        assertThat(storms.path("name").asText()).isEqualTo("storms");
        assertThat(storms.path("column_count").isInt()).isTrue();
        assertThat(storms.at("/schema/1/type").asText()).isEqualTo("INT");
        assertThat(storms.at("/source/package_name").asText()).isEqualTo("^examples/hurdat$");
        assertThat(storms.has("config_error")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "old", "none"})
    void createsRenamesAndDeletesAtEitherPlaceInTheSchema(String dialect) {
        sandbox.settings("{\"search\": {\"dialect\": \"" + dialect + "\"}}");
        var table = "t-" + dialect;
        var created = ok(
                "admin",
                "tabulator_table_create",
                Map.of(
                        "bucket", "quilt-lab",
                        "table", table,
                        "schema", Map.of("wind", "double"),
                        "package_pattern", "^lab/(?P<assay>[^/]+)$",
                        "logical_key_pattern", "csv$",
                        "parser_format", "TSV"));
        assertThat(created.at("/config").asText()).contains("delimiter: \"\\t\"", "(?<assay>", "type: DOUBLE");

        ok(
                "admin",
                "tabulator_table_rename",
                Map.of("bucket", "quilt-lab", "table", table, "new_name", table + "-renamed"));
        assertThat(tables("admin", "quilt-lab")).contains(table + "-renamed").doesNotContain(table);

        var delete = Map.of("bucket_name", "quilt-lab", "table_name", table + "-renamed");
        assertThat(fails("admin", "tabulator_table_delete", delete))
                .contains("Delete tabulator table " + table + "-renamed", "This cannot be undone", "confirm=true");
        var confirmed = new HashMap<String, Object>(delete);
        confirmed.put("confirm", true);
        assertThat(ok("admin", "tabulator_table_delete", confirmed).at("/config"))
                .isEqualTo(created.at("/config"));
        assertThat(tables("admin", "quilt-lab")).doesNotContain(table + "-renamed");
    }

    @Test
    void setsReplacesAndDeletesByNull() {
        assertThat(ok("writer", "tabulator_table_set", set("quilt-lab", "set", CONFIG))
                        .at("/replaced")
                        .asBoolean())
                .isFalse();
        var yaml = ok("writer", "tabulator_table_list", Map.of("bucket", "quilt-lab", "table", "set"))
                .at("/tables/0/config_yaml")
                .asText();
        var replaced = ok("writer", "tabulator_table_set", set("quilt-lab", "set", yaml.replace("INT", "DOUBLE")));
        assertThat(replaced.at("/changes/0").asText()).isEqualTo("column wind: INT not null → DOUBLE not null");

        var question = fails("writer", "tabulator_table_set", set("quilt-lab", "set", null));
        assertThat(question).contains("Delete tabulator table set of bucket quilt-lab", "confirm=true");
        assertThat(tables("writer", "quilt-lab")).contains("set");
        var confirmed = set("quilt-lab", "set", null);
        confirmed.put("confirm", "true");
        assertThat(ok("writer", "tabulator_table_set", confirmed).at("/deleted").asBoolean())
                .isTrue();
        assertThat(tables("writer", "quilt-lab")).doesNotContain("set");
    }

    @Test
    void neverDeletesByAnythingButNull() {
        assertThat(fails(
                        "writer",
                        "tabulator_table_set",
                        Map.of("bucket", "quilt-example", "table", "storms", "confirm", true)))
                .contains("`config` is missing");
        for (var blank : List.of("", " ", "null", "~", "{}", Map.of(), List.of())) {
            var arguments = set("quilt-example", "storms", blank);
            arguments.put("confirm", true);
            assertThat(fails("writer", "tabulator_table_set", arguments))
                    .as(blank.toString())
                    .contains("Nothing was changed");
        }
        assertThat(tables("reader", "quilt-example")).contains("storms");
    }

    @Test
    void refusesWithoutAskingTheRegistryToChangeAnything() {
        sandbox.clearRequests();
        assertThat(fails("writer", "tabulator_table_set", set("quilt-lab", "x", "schema: []")))
                .contains("The configuration is invalid: `schema` must be a list of columns");
        assertThat(sandbox.requests().toString()).doesNotContain("Tabulator");

        assertThat(fails("reader", "tabulator_table_set", set("quilt-example", "storms", CONFIG)))
                .contains("may not write to bucket `quilt-example`", "Nothing was changed");
        assertThat(fails(
                        "writer",
                        "tabulator_table_rename",
                        Map.of("bucket", "quilt-lab", "table", "x", "new_name", "y")))
                .contains("No tabulator table `x` in bucket `quilt-lab`");
        assertThat(fails("reader", "tabulator_table_list", Map.of("bucket", "quilt-lab")))
                .contains("No bucket `quilt-lab`, or you may not see it");
        assertThat(sandbox.requests().toString()).doesNotContain("TabulatorTableSet", "TabulatorTableRename");
    }

    @Test
    void saysThatOnlyAdministratorsMayOnOlderRegistry() {
        sandbox.settings("{\"search\": {\"dialect\": \"old\"}}");
        try (var other = TestServer.before(sandbox)) {
            assertThat(other.fails(sandbox.token("writer"), "tabulator_table_set", set("quilt-lab", "x", CONFIG)))
                    .contains("lets only its administrators change tabulator tables", "Nothing was changed");
        }
    }

    @Test
    void listsBucketsWithTablesInOneResource() {
        var result = ok("writer", "get_resource", Map.of("uri", "tabulator://buckets"));
        var example = result.at("/data/buckets")
                .valueStream()
                .filter(it -> it.get("name").asText().equals("quilt-example"))
                .findFirst()
                .orElseThrow();
        assertThat(example.at("/tables/0").asText()).isEqualTo("storms");
    }
}
