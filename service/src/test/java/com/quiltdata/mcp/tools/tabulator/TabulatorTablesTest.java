package com.quiltdata.mcp.tools.tabulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryTables;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing, setting, deleting and renaming tables. */
final class TabulatorTablesTest {
    static final String YAML = """
            schema:
            - name: year
              type: INT
            source:
              type: quilt-packages
              package_name: ^lab/
              logical_key: csv$
            parser:
              format: csv
            """;

    private final MemoryTables tables = new MemoryTables().with("empty").with("lab", "storms", YAML);
    private final TableFinder finder = new TableFinder(tables);
    private boolean admin;
    private BucketRights rights = BucketRights.UNKNOWN;
    private final TableEditor editor =
            new TableEditor(tables, _ -> new Me("ada", "a@b", admin, "r", List.of("r")), new BucketReader() {
                @Override
                public List<Bucket> list(Caller caller) {
                    return List.of();
                }

                @Override
                public BucketRights rights(Caller caller, String bucket) {
                    return rights;
                }
            });

    private TableListResult list(String bucket, @Nullable String table) {
        return new TableList("tabulator_table_list", "List", tables)
                .call(new TableList.Input(bucket, table), Calls.any());
    }

    private TableSet.Output set(String table, @Nullable Object config) {
        return new TableSet(finder, editor).call(new TableSet.Input("lab", table, config), Calls.any());
    }

    private TableDelete.Output delete(String table) {
        return new TableDelete(finder, editor).call(new TableDelete.Input("s3://lab", table), Calls.any());
    }

    private String question(String table) {
        return new TableDelete(finder, editor).confirmation(new TableDelete.Input("lab", table), Calls.any());
    }

    private TableRename.Output rename(String table, String newName) {
        return new TableRename(finder, editor).call(new TableRename.Input("lab", table, newName), Calls.any());
    }

    @Test
    void listsTablesWithTheirConfiguration() {
        var listed = list("s3://lab", null);

        assertThat(listed.bucketName()).isEqualTo("lab");
        assertThat(listed.count()).isEqualTo(1);
        assertThat(listed.note()).isNull();
        var table = listed.tables().getFirst();
        assertThat(table.name()).isEqualTo("storms");
        assertThat(table.configYaml()).isEqualTo(YAML);
        assertThat(table.schema()).containsExactly(Map.of("name", "year", "type", "INT"));
        assertThat(table.source()).containsEntry("package_name", "^lab/");
        assertThat(table.parser()).isEqualTo(Map.of("format", "csv"));
        assertThat(table.columnCount()).isEqualTo(1);
        assertThat(table.configError()).isNull();
    }

    @Test
    void saysHowToCreateTheFirstTable() {
        assertThat(list("empty", null).tables()).isEmpty();
        assertThat(list("empty", null).note()).contains("no tabulator table", "The toolset tabulator creates one");
    }

    @Test
    void listsTablesBesideOnesWithOddConfiguration() {
        tables.with("lab", "text", "just a text")
                .with("lab", "list", "[1]")
                .with("lab", "broken", "a: b: c")
                .with("lab", "empty", "")
                .with("lab", "tsv", YAML.replace("format: csv", "format: tsv\n  skip_rows: 2"))
                .with("lab", "bomb", "a: &a [x]\nb: &b [*a, *a]\nschema: [*b, *b]\nsource: *b\nparser: 1");

        var listed = list("lab", null);

        assertThat(listed.tables())
                .extracting(TableListResult.Item::name)
                .containsExactly("storms", "text", "list", "broken", "empty", "tsv", "bomb");
        assertThat(listed.tables().stream().filter(it -> it.configError() == null))
                .hasSize(1);
        assertThat(error(listed, 1))
                .isEqualTo("The configuration must be an object with schema, source and parser, not \"just a text\"");
        assertThat(error(listed, 3)).contains("is not YAML", "line 1");
        assertThat(error(listed, 5)).contains("`parser.format` must be csv or parquet; for tsv send format csv");
        assertThat(listed.tables().get(5).columnCount()).isEqualTo(1);
    }

    private static @Nullable String error(TableListResult listed, int index) {
        return listed.tables().get(index).configError();
    }

    @Test
    void listsOneTable() {
        tables.with("lab", "other", YAML);

        assertThat(list("lab", " other ").tables())
                .extracting(TableListResult.Item::name)
                .containsExactly("other");
        assertThatThrownBy(() -> list("lab", "storm"))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage(
                        "No tabulator table `storm` in bucket `lab`. Did you mean storms? Its tables: `storms`, `other`.");
        assertThatThrownBy(() -> list("empty", "x")).hasMessageEndingWith("The bucket has none.");
    }

    @Test
    void omitsConfigurationsFirst() {
        tables.with("lab", "other", YAML);
        var complete = list("lab", null);

        var some = complete.first(3);
        assertThat(some.truncated()).isTrue();
        assertThat(some.tables()).extracting(TableListResult.Item::configYaml).containsExactly(YAML, null);
        assertThat(some.note()).contains("configurations of 1 tables are omitted", "as table");
        assertThat(complete.first(1).note()).contains("Only 1 of 2 tables");
    }

    @Test
    void setsYamlUnchanged() {
        var commented = "# by ada\n" + YAML;

        var created = set("new", commented);

        assertThat(created.replaced()).isFalse();
        assertThat(created.changes()).isNull();
        assertThat(created.message()).isEqualTo("Tabulator table 'new' created successfully");
        assertThat(tables.config("lab", "new")).isEqualTo(commented);
    }

    @Test
    void setsAnObject() {
        set(
                "new",
                Map.of(
                        "schema", List.of(Map.of("name", "year", "type", "INT")),
                        "parser", Map.of("format", "csv"),
                        "source", Map.of("type", "quilt-packages", "package_name", "^lab/", "logical_key", "csv$")));

        assertThat(tables.config("lab", "new")).contains("schema:\n- name: year\n  type: INT\nsource:\n");
    }

    @Test
    void saysWhatChanged() {
        var replaced = set("storms", """
                schema: [{name: year, type: BIGINT}, {name: wind, type: INT, nullable: false}]
                source: {type: quilt-packages, package_name: ^lab/, logical_key: csv$}
                parser: {format: csv, delimiter: "\\t"}
                """);

        assertThat(replaced.replaced()).isTrue();
        assertThat(replaced.previousConfig()).isEqualTo(YAML);
        assertThat(replaced.changes())
                .containsExactly(
                        "column year: INT → BIGINT", "column wind added: INT not null", "parser.delimiter added: \\t");
    }

    @Test
    void replacesTableWithOddConfiguration() {
        tables.with("lab", "odd", "a: b: c");

        assertThat(set("odd", YAML).replaced()).isTrue();
        assertThat(tables.config("lab", "odd")).isEqualTo(YAML);
    }

    @Test
    void refusesBadConfigurationsBeforeAnythingIsSent() {
        assertThatThrownBy(() -> set("new", "  "))
                .hasMessage(
                        "`config` is blank; send YAML or an object, or JSON null to delete the table. Nothing was changed.");
        assertThatThrownBy(() -> set("new", "null"))
                .hasMessageContaining("must be an object with schema", "not nothing");
        assertThatThrownBy(() -> set("new", 7)).hasMessageContaining("not 7");
        assertThatThrownBy(() -> set("new", "{}"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("The configuration is invalid: `schema` must be a list")
                .hasMessageEndingWith(" Nothing was changed.");
        assertThatThrownBy(() -> set(" ", YAML)).hasMessageContaining("`table`: must be a table name");
        assertThat(tables.changes).isEmpty();
    }

    @Test
    void deletesByNullWithConsent() {
        var tool = new TableSet(finder, editor);
        assertThat(tool.needsConfirmation(new TableSet.Input("lab", "storms", YAML)))
                .isFalse();
        var input = new TableSet.Input("lab", "storms", null);
        assertThat(tool.needsConfirmation(input)).isTrue();
        assertThat(tool.confirmation(input, Calls.any()))
                .isEqualTo("Delete tabulator table storms of bucket lab, with 1 columns, over packages ^lab/?"
                        + " SQL queries of it will fail; its files are untouched.");

        var deleted = tool.call(input, Calls.any());

        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.previousConfig()).isEqualTo(YAML);
        assertThat(tables.config("lab", "storms")).isNull();
    }

    @Test
    void deletesTableAndReturnsItsConfiguration() {
        var deleted = delete("storms");

        assertThat(deleted.config()).isEqualTo(YAML);
        assertThat(deleted.message()).isEqualTo("Tabulator table 'storms' deleted successfully");
        assertThat(tables.changes).containsExactly("set lab storms null");
    }

    @Test
    void reportsMissingTableBeforeTheUserIsAsked() {
        assertThatThrownBy(() -> question("missing")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> delete("missing")).isInstanceOf(Failure.NotFound.class);
        assertThat(tables.changes).isEmpty();
    }

    @Test
    void checksRightsBeforeTheUserIsAsked() {
        rights = new BucketRights("r", List.of(), BucketRights.Level.READ);

        assertThatThrownBy(() -> question("storms"))
                .isInstanceOf(Failure.Denied.class)
                .hasMessage("Your role may not write to bucket `lab`. Nothing was changed.");
        assertThatThrownBy(() -> set("storms", YAML)).isInstanceOf(Failure.Denied.class);
        assertThatThrownBy(() -> rename("storms", "x")).isInstanceOf(Failure.Denied.class);
        assertThat(tables.changes).isEmpty();

        admin = true;
        assertThat(question("storms")).startsWith("Delete tabulator table storms");
    }

    @Test
    void renamesTable() {
        var renamed = rename("storms", "hurricanes");

        assertThat(renamed.message()).isEqualTo("Tabulator table renamed from 'storms' to 'hurricanes'");
        assertThat(tables.config("lab", "hurricanes")).isEqualTo(YAML);
    }

    @Test
    void refusesRenamesThatCannotWork() {
        tables.with("lab", "taken", YAML);

        assertThatThrownBy(() -> rename("missing", "x")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> rename("storms", "storms")).hasMessageContaining("the table's name already");
        assertThatThrownBy(() -> rename("storms", "taken"))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("already has a tabulator table `taken`. Nothing was changed");
        assertThat(tables.changes).isEmpty();
    }
}
