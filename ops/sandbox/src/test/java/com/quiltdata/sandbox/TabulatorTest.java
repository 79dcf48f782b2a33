package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mutations of tabulator tables, at the root and for administrators. */
final class TabulatorTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final String CONFIG = """
            schema: [{name: a, type: INT, nullable: false}]
            source: {type: quilt-packages, package_name: ^x/, logical_key: csv$}
            parser: {format: csv, header: true, delimiter: "\\t"}
            continue_on_error: true
            """;
    private static final String SET = """
            mutation($b: String!, $t: String!, $c: String) {
              %s bucketSetTabulatorTable(bucketName: $b, tableName: $t, config: $c) {
                __typename ...on BucketConfig {name tabulatorTables {name config}}
                ...on InvalidInput {errors {path message}} ...on OperationError {name message}} %s}""";
    private static final String AT_ROOT = SET.formatted("", "");
    private static final String OF_ADMINS = SET.formatted("admin {", "}");

    @AfterEach
    void restore() {
        dialect("new");
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static void dialect(String name) {
        SANDBOX.control("POST", "/settings", "{\"search\":{\"dialect\":\"" + name + "\"}}");
    }

    private static String set(String user, String query, String bucket, String table, @Nullable String config) {
        return SANDBOX.data(user, query, Json.of("b", bucket, "t", table, "c", config));
    }

    private static String rename(String user, String bucket, String table, String newName) {
        return SANDBOX.data(user, """
                mutation{bucketRenameTabulatorTable(bucketName:"%s",tableName:"%s",newTableName:"%s"){
                 __typename ...on OperationError{name message}}}""".formatted(bucket, table, newName));
    }

    private static String tables(String user, String bucket) {
        return SANDBOX.data(user, "{bucketConfig(name:\"%s\"){tabulatorTables{name}}}".formatted(bucket));
    }

    @Test
    void createsRenamesAndDeletesTable() {
        assertThat(set("writer", AT_ROOT, "quilt-lab", "one", CONFIG)).contains("BucketConfig", "nullable: false");
        assertThat(tables("writer", "quilt-lab")).contains("{\"name\":\"one\"}");
        assertThat(rename("writer", "quilt-lab", "one", "two")).contains("BucketConfig");
        assertThat(tables("writer", "quilt-lab")).contains("{\"name\":\"two\"}").doesNotContain("one");
        assertThat(set("writer", AT_ROOT, "quilt-lab", "two", null)).contains("BucketConfig");
        assertThat(tables("writer", "quilt-lab")).doesNotContain("two");
    }

    @Test
    void replacesConfiguration() {
        assertThat(set("writer", AT_ROOT, "quilt-lab", "kept", CONFIG)).contains("INT");
        assertThat(set("writer", AT_ROOT, "quilt-lab", "kept", CONFIG.replace("INT", "DOUBLE")))
                .contains("DOUBLE")
                .doesNotContain("INT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "schema: [", "parser: {format: csv}"})
    void refusesOddConfiguration(String config) {
        assertThat(set("writer", AT_ROOT, "quilt-lab", "odd", config)).contains("InvalidInput", "\"config\"");
        assertThat(tables("writer", "quilt-lab")).doesNotContain("odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"format: tsv", "format: parquet, header: true", "format: csv, skip_rows: 1", "header: true"})
    void refusesOddParser(String parser) {
        var config = CONFIG.replaceFirst("parser: \\{.*}", "parser: {" + parser + "}");
        assertThat(set("writer", AT_ROOT, "quilt-lab", "odd", config)).contains("InvalidInput");
    }

    @Test
    void reportsMissingTableAndTakenName() {
        assertThat(set("writer", AT_ROOT, "quilt-lab", "missing", null)).contains("OperationError", "Table not found");
        assertThat(rename("writer", "quilt-example", "missing", "x")).contains("Table not found");
        assertThat(set("writer", AT_ROOT, "quilt-example", "taken", CONFIG)).contains("BucketConfig");
        assertThat(rename("writer", "quilt-example", "taken", "storms")).contains("OperationError", "already exists");
    }

    @Test
    void refusesReadersAndUnknownBuckets() {
        assertThat(set("reader", AT_ROOT, "quilt-example", "x", CONFIG)).contains("OperationError", "Forbidden");
        assertThat(set("writer", AT_ROOT, "quilt-private", "x", CONFIG)).contains("Bucket not found");
        assertThat(set("admin", AT_ROOT, "quilt-archive", "x", CONFIG)).contains("BucketConfig");
    }

    @Test
    void oldRegistryHasMutationsOnlyForAdministrators() {
        dialect("old");
        assertThat(SANDBOX.graphql("writer", AT_ROOT).body())
                .contains("Cannot query field 'bucketSetTabulatorTable' on type 'Mutation'.");
        assertThat(SANDBOX.graphql(
                                "writer",
                                OF_ADMINS
                                        .replace("$b", "\"quilt-lab\"")
                                        .replace("$t", "\"t\"")
                                        .replace(", $c", "")
                                        .replaceFirst("\\(.*?\\)", "")
                                        .replace("$c", "null"))
                        .body())
                .contains("Forbidden");
        assertThat(set("admin", OF_ADMINS, "quilt-lab", "old", CONFIG)).contains("BucketConfig");
    }
}
