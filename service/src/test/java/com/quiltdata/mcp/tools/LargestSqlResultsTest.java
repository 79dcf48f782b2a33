package com.quiltdata.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.trino.TrinoStatementParser;
import com.quiltdata.mcp.testing.MemoryQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No result of SQL is larger than its budget; a cut one says so, and how to get the rest. */
@Tag("slow")
final class LargestSqlResultsTest {
    private static final int BUDGET = 20_000;
    private static final String TABULATOR = "quilt-lab-tabulator";
    private static final LargeCatalog CATALOG = new LargeCatalog();

    @BeforeAll
    static void fill() {
        CATALOG.sql.statements = new TrinoStatementParser();
        CATALOG.sql.queries.polls = 1;
        CATALOG.sql.queries.results.put("FROM long", rows(20, 10_000, "plate x1y2"));
        CATALOG.sql.queries.results.put("FROM wide", rows(2_000, 10, "x"));
        CATALOG.sql.queries.results.put("FROM huge", rows(1, 3, "x1y2 ".repeat(100_000)));
        for (int i = 0; i < 1_200; i++) {
            CATALOG.sql.databases.with("AwsDataCatalog", table("lab", "table_%04d".formatted(i), 3, "x"));
        }
        for (int i = 0; i < 6_000; i++) {
            CATALOG.sql.databases.with(
                    TABULATOR, new Database("bucket-of-a-laboratory-%04d".formatted(i), null, null, null));
        }
        CATALOG.sql.databases.with("AwsDataCatalog", table("wide", "columns", 5_000, "x"));
        CATALOG.sql.databases.with(
                "AwsDataCatalog", table("wide", "nested", 3, "struct<" + "a:string,".repeat(50_000) + ">"));
    }

    private static QueryRows rows(int columns, int rows, String value) {
        return new QueryRows(
                IntStream.range(0, columns)
                        .mapToObj(i -> new ResultColumn("column_%04d".formatted(i), "varchar", 0, 0))
                        .toList(),
                IntStream.range(0, rows)
                        .mapToObj(row -> IntStream.range(0, columns)
                                .<@Nullable String>mapToObj(column -> "%d %s".formatted(row, value))
                                .toList())
                        .toList(),
                false);
    }

    private static DataTable table(String database, String name, int columns, String type) {
        return new DataTable(
                name,
                database,
                "EXTERNAL_TABLE",
                IntStream.range(0, columns)
                        .mapToObj(i -> new TableColumn("column_%04d".formatted(i), type, "Values of plate " + i))
                        .toList(),
                List.of(new TableColumn("year", "int", null), new TableColumn("month", "int", null)),
                "Readings of plates",
                "hadoop",
                new DataTable.Times(MemoryQueries.NOW, MemoryQueries.NOW),
                new DataTable.Storage(
                        "s3://lab/plates/" + name,
                        "org.apache.hadoop.mapred.TextInputFormat",
                        "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                        "org.apache.hadoop.hive.serde2.OpenCSVSerde"),
                Map.of("classification", "csv", "comment", "x1y2 ".repeat(50)));
    }

    private static LargeCatalog.Answer within(String tool, Map<String, ?> arguments) {
        var answer = CATALOG.ask(tool, arguments);
        assertThat(answer.tokens()).as("%s %s", tool, arguments).isLessThanOrEqualTo(BUDGET);
        assertThat(answer.truncated() && answer.note().isEmpty())
                .as("%s %s", tool, arguments)
                .isFalse();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "athena_query_execute, query, max_results, json",
        "athena_query_execute, query, max_results, csv",
        "athena_query_execute, query, max_results, table",
        "athena_query, sql, max_rows, ",
        "tabulator_query_execute, query, max_results, json"
    })
    void cutsRowsAndSaysHowToGetTheRest(String tool, String statement, String max, @Nullable String format) {
        var arguments = new HashMap<String, Object>(Map.of(statement, "SELECT * FROM long", max, 10_000));
        if (format != null) {
            arguments.put("output_format", format);
        }
        var answer = within(tool, arguments);
        var count = answer.structured().path("row_count").asInt();
        assertThat(count).isBetween(20, 9_999);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note())
                .startsWith("Only %,d of the 10,000 rows read fit into a result.".formatted(count))
                .contains("OFFSET " + count, "athena_query_export");
    }

    @Test
    void cutsRowsOfAQueryThatWasStartedBefore() {
        var id = CATALOG.ask("athena_query", Map.of("sql", "SELECT * FROM long", "max_rows", 1))
                .structured()
                .path("execution_id")
                .asText();
        assertThat(within("athena_query_results", Map.of("execution_id", id, "max_rows", 10_000))
                        .truncated())
                .isTrue();
    }

    @Test
    void cutsARowThatIsTooLarge() {
        var answer = within("athena_query", Map.of("sql", "SELECT * FROM huge"));
        assertThat(answer.structured().path("row_count").asInt(-1)).isZero();
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note())
                .startsWith("Not even one row fits into a result")
                .contains("athena_query_export");
    }

    @Test
    void cutsColumnsOfAWideResult() {
        var answer = within("athena_query", Map.of("sql", "SELECT * FROM wide"));
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.structured().path("columns")).hasSize(100);
        assertThat(answer.note()).contains("of many columns only the first are listed");
    }

    @Test
    void cursorsReturnEachTableOnce() {
        var seen = new ArrayList<String>();
        var arguments = new HashMap<String, Object>(Map.of("database", "lab", "limit", 1_000));
        for (var more = true; more; ) {
            var answer = within("athena_tables_list", arguments);
            answer.structured()
                    .path("tables")
                    .forEach(it -> seen.add(it.path("name").asText()));
            more = answer.truncated();
            arguments.put("cursor", answer.structured().path("next_cursor").asText());
        }
        assertThat(seen).hasSize(1_200).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void cutsColumnsOfATable() {
        var answer = within("athena_table_schema", Map.of("database", "wide", "table", "columns"));
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.structured().path("column_count").asInt()).isEqualTo(5_000);
        assertThat(answer.structured().path("partitions")).hasSize(2);
        assertThat(answer.note()).contains("of 5,000 columns");
        assertThat(within("athena_table_schema", Map.of("database", "wide", "table", "nested"))
                        .truncated())
                .isTrue();
    }

    @Test
    void cutsTheListOfBuckets() {
        var answer = within("tabulator_list_buckets", Map.of());
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.structured().path("message").asText()).startsWith("Listed the first ");
        assertThat(answer.note()).contains("as filter");
    }

    @Test
    void boundsWhatIsSaidOfALongStatement() {
        var tables = IntStream.range(0, 3_000)
                .mapToObj("(SELECT a FROM lab.table_%04d_of_the_laboratory)"::formatted)
                .collect(Collectors.joining(", ", "SELECT ", ""));
        var verdict = within("athena_query_validate", Map.of("query", tables));
        assertThat(verdict.structured().path("valid").asBoolean()).isTrue();
        assertThat(verdict.truncated()).isTrue();
        assertThat(verdict.note()).endsWith("of 3,000 tables are listed.");
        within("athena_query", Map.of("sql", tables));
        within("athena_statement_execute", Map.of("statement", "INSERT INTO lab.t " + tables, "confirm", true));
    }

    @Test
    void linksToTheFirstFilesOfALargeExport() {
        var folder = "athena/quilt-mcp/" + new UUID(0, 7) + "/";
        for (int i = 0; i < 1_500; i++) {
            CATALOG.objects.with("results", folder + "20260102_030405_00001_%04d".formatted(i) + new UUID(0, i), "x");
        }
        CATALOG.sql.queries.with(new QueryExecution(
                "export",
                QueryState.SUCCEEDED,
                "UNLOAD (\nSELECT 1 AS a\n) TO 's3://results/%s' WITH (format = 'PARQUET')".formatted(folder),
                "DML",
                null,
                "quilt-users",
                "AwsDataCatalog",
                null,
                1L,
                new QueryExecution.Details(MemoryQueries.NOW, MemoryQueries.NOW, null, null)));
        var answer = within("athena_query_export", Map.of("execution_id", "export"));
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.structured().path("count").asInt()).isEqualTo(1_000);
        assertThat(answer.structured().path("files").size()).isBetween(5, 100);
    }
}
