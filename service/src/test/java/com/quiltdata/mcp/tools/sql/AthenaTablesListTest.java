package com.quiltdata.mcp.tools.sql;

import static com.quiltdata.mcp.testing.MemoryDatabases.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryDatabases;
import com.quiltdata.mcp.tool.ToolJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AthenaTablesListTest {
    private static final String DATA = TableReader.DEFAULT_CATALOG;

    private final MemoryDatabases databases = new MemoryDatabases();
    private final AthenaTablesList tool = new AthenaTablesList(new TableDirectory(databases));

    private AthenaTablesList.Output list(String database, @Nullable String pattern, int limit, String cursor) {
        return tool.call(new AthenaTablesList.Input(database, DATA, pattern, limit, cursor), Calls.any());
    }

    private static List<String> names(AthenaTablesList.Output output) {
        return output.tables().stream().map(TableItem::name).toList();
    }

    private List<String> all(@Nullable String pattern, int limit, int parts) {
        var names = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = list("db", pattern, limit, cursor);
            page = parts < page.count() ? page.first(parts) : page;
            assertThat(page.count()).isEqualTo(page.tables().size());
            names.addAll(names(page));
            cursor = page.nextCursor();
        }
        return names;
    }

    private void fill(int count) {
        IntStream.range(0, count).forEach(i -> databases.with(DATA, table("db", "t_%04d".formatted(i), "id bigint")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lambda:any", " Lambda:any", "\"lambda:any\""})
    void refusesUnregisteredDataCatalog(String name) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> tool.call(new AthenaTablesList.Input("db", name, null, 10, ""), Calls.any()))
                .withMessageContaining("not a registered data catalog");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> new QueryTarget(name, null, null))
                .withMessageContaining("not a registered data catalog");
    }

    @Test
    void returnsWhatTheDataCatalogKnows() {
        var created = Instant.parse("2025-01-02T03:04:05Z");
        databases.with(
                DATA,
                new DataTable(
                        "storms",
                        "my-db",
                        "EXTERNAL_TABLE",
                        List.of(new TableColumn("name", "string", null)),
                        List.of(new TableColumn("day", "date", "of the storm")),
                        "All storms",
                        "lab",
                        new DataTable.Times(created, null),
                        new DataTable.Storage("s3://b/storms/", "in", "out", "serde"),
                        Map.of("classification", "parquet")));

        var found = list("\"my-db\"", null, 100, "");

        assertThat(ToolJson.text(ToolJson.tree(found))).isEqualTo("""
                        {"tables":[{"name":"storms","database_name":"my-db","sql_name":"\\"my-db\\".\\"storms\\"",\
                        "table_type":"EXTERNAL_TABLE","column_count":1,\
                        "partition_keys":[{"name":"day","type":"date","comment":"of the storm"}],\
                        "description":"All storms","owner":"lab","create_time":"2025-01-02T03:04:05Z",\
                        "storage_descriptor":{"location":"s3://b/storms/","input_format":"in","output_format":"out",\
                        "serde_info":{"serialization_library":"serde"}},"parameters":{"classification":"parquet"}}],\
                        "database_name":"my-db","data_catalog_name":"AwsDataCatalog","count":1,"truncated":false}""");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 250, 1000})
    void returnsEachOf1207TablesOnce(int limit) {
        fill(1207);

        var names = all(null, limit, Integer.MAX_VALUE);

        assertThat(names).hasSize(1207).doesNotHaveDuplicates();
    }

    @Test
    void continuesAfterAResultThatWasCutForSpace() {
        fill(310);
        databases.pageSize = 37;

        assertThat(all("t%", 200, 61)).hasSize(310).doesNotHaveDuplicates();
    }

    @Test
    void saysThatMoreTablesFollow() {
        fill(1001);

        var first = list("db", null, 1000, "");

        assertThat(first.truncated()).isTrue();
        assertThat(first.note()).contains("cursor=next_cursor");
        assertThat(list("db", null, 1000, String.valueOf(first.nextCursor())).truncated())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*_package_tag,            a-b_package_tag my-b_package_tag",
        "%_package_tag,            a-b_package_tag my-b_package_tag my-b_package-tag",
        "my-b_package_tag,         my-b_package_tag my-b_package-tag",
        "MY-B_package_ta_,         my-b_package_tag my-b_package-tag",
        "*b*,                      a-b_package_tag my-b_package_tag my-b_package-tag",
        "storms,                   storms",
        "s%m*s,                    storms",
        "*s_o*,                    ''",
        "storm,                    ''",
        "s.orms,                   ''",
        "(storms|x),               ''",
        "%,                        a-b_package_tag my-b_package_tag my-b_package-tag storms",
    })
    void matchesPatternsOfLikeAndWithAsterisks(String pattern, String expected) {
        for (var name : List.of("storms", "a-b_package_tag", "my-b_package_tag", "my-b_package-tag")) {
            databases.with(DATA, table("db", name, "id bigint"));
        }

        assertThat(names(list("db", pattern, 100, "")))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    }

    @Test
    void matchesAPatternOfManyWildcardsInTime() {
        databases.with(DATA, table("db", "a".repeat(255), "id bigint"));

        assertThat(names(list("db", "%_".repeat(100) + "%a".repeat(27) + "b", 100, "")))
                .isEmpty();
    }

    @Test
    void explainsAPatternThatMatchesNothing() {
        databases.with(DATA, table("db", "storms", "id bigint"));

        assertThat(list("db", "torm", 100, "").note()).contains("\"*torm*\"");
    }

    @Test
    void namesTheDatabaseThatIsMeant() {
        databases.with(DATA, table("quilt_tables", "storms", "id bigint"));

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> list("QuiltTable", null, 100, ""))
                .withMessage(
                        "No database `quilttable` in the data catalog `AwsDataCatalog`, or your role may not see it."
                                + " Did you mean quilt_tables?");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> list("xyz", null, 100, ""))
                .withMessageEndingWith("Existing databases: `quilt_tables`.");
    }

    @Test
    void refusesACursorOfAnotherListing() {
        fill(3);
        databases.with(DATA, table("other", "a", "id bigint"));
        var cursor = String.valueOf(list("db", null, 1, "").nextCursor());
        databases.asked.clear();

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("other", null, 1, cursor))
                .withMessageContaining("`cursor`: belongs to a listing of another database or pattern");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("db", "t*", 1, cursor))
                .withMessageContaining("belongs to");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("db", null, 1, "x"))
                .withMessageContaining("unchanged next_cursor");
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> list(" ", null, 1, ""));
        assertThat(databases.asked).isEmpty();
    }
}
