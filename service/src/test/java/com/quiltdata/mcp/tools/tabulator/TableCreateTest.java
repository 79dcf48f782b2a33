package com.quiltdata.mcp.tools.tabulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryTables;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables from columns, patterns and a format. */
final class TableCreateTest {
    private final MemoryTables tables = new MemoryTables().with("lab", "storms", TabulatorTablesTest.YAML);
    private final TableCreate tool = new TableCreate(
            new TableFinder(tables),
            new TableEditor(tables, _ -> new Me("ada", "a@b", false, "r", List.of()), _ -> List.of()));

    private static TableCreate.Column column(String name, String type, @Nullable Boolean nullable) {
        return new TableCreate.Column(name, type, nullable);
    }

    /** What varies from call to call; the rest is as agents send it. */
    private record Variation(
            String table,
            TableFormat format,
            @Nullable String delimiter,
            boolean header,
            int skipRows,
            boolean overwrite) {
        static Variation of(TableFormat format, @Nullable String delimiter, boolean header) {
            return new Variation("new", format, delimiter, header, 0, false);
        }
    }

    private TableCreate.Output create(Variation it, List<TableCreate.Column> columns, String packages) {
        return tool.call(
                new TableCreate.Input(
                        "lab",
                        it.table(),
                        columns,
                        packages,
                        "data/(?<sample_id>[^/]+)[.]csv$",
                        it.format().name(),
                        it.delimiter(),
                        it.header(),
                        it.skipRows(),
                        null,
                        true,
                        it.overwrite()),
                Calls.any());
    }

    private TableCreate.Output create(Variation it) {
        return create(it, List.of(column("year", "INT", null)), "^lab/");
    }

    @Test
    void createsTheDocumentedConfiguration() {
        var created = create(
                Variation.of(TableFormat.TSV, null, true),
                List.of(column("year", " int ", false), column("wind", "DOUBLE", null)),
                "^lab/(?P<plate>[^/]+)$");

        assertThat(created.config()).isEqualTo("""
                schema:
                - name: year
                  type: INT
                  nullable: false
                - name: wind
                  type: DOUBLE
                source:
                  type: quilt-packages
                  package_name: ^lab/(?<plate>[^/]+)$
                  logical_key: data/(?<sample_id>[^/]+)[.]csv$
                parser:
                  format: csv
                  header: true
                  delimiter: "\\t"
                continue_on_error: true
                """);
        assertThat(tables.config("lab", "new")).isEqualTo(created.config());
        assertThat(created.message()).isEqualTo("Tabulator table 'new' created successfully");
        assertThat(created.description()).isEqualTo("Tabulator table for lab");
        assertThat(created.packagePattern()).isEqualTo("^lab/(?<plate>[^/]+)$");
        assertThat(created.replaced()).isFalse();
    }

    @Test
    void knowsTheDelimiterOfEachFormat() {
        assertThat(create(Variation.of(TableFormat.CSV, null, false)).parserConfig())
                .isEqualTo(Map.of("format", "csv", "header", false, "delimiter", ","));
        assertThat(create(new Variation("n2", TableFormat.CSV, "\\t", true, 0, false))
                        .parserConfig())
                .containsEntry("delimiter", "\t");
        assertThat(create(new Variation("n3", TableFormat.PARQUET, null, true, 0, false))
                        .parserConfig())
                .isEqualTo(Map.of("format", "parquet"));
    }

    @Test
    void refusesWhatAFormatDoesNotHave() {
        assertThatThrownBy(() -> create(Variation.of(TableFormat.PARQUET, ",", true)))
                .hasMessageContaining("leave them out for parquet");
        assertThatThrownBy(() -> create(Variation.of(TableFormat.PARQUET, null, false)))
                .hasMessageContaining("leave them out for parquet");
        assertThatThrownBy(() -> create(Variation.of(TableFormat.TSV, ",", true)))
                .hasMessageContaining("send parser_format=csv with this delimiter");
        assertThatThrownBy(() -> create(Variation.of(TableFormat.CSV, "||", true)))
                .hasMessageContaining("`parser_delimiter` must be one character");
        assertThatThrownBy(() -> create(new Variation("new", TableFormat.CSV, null, true, 2, false)))
                .hasMessageContaining("Tabulator cannot skip rows; leave it out");
        assertThat(tables.changes).isEmpty();
    }

    @Test
    void namesTheArgumentThatIsWrong() {
        var csv = Variation.of(TableFormat.CSV, null, true);
        assertThatThrownBy(() -> create(csv, List.of(column("9", "text", null)), "(x"))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("`schema[0].name` must begin with a letter")
                .hasMessageContaining("`schema[0].type` must be one of")
                .hasMessageContaining("`package_pattern` is not a regular expression: Unclosed group");
        assertThatThrownBy(() -> create(csv, List.of(column("sample_id", "INT", null)), "x"))
                .hasMessageContaining("`schema[0].name` and `logical_key_pattern` both define the column");
        assertThatThrownBy(() -> TableFormat.config(new TableCreate.Input(
                        "lab", "t", List.of(), "x", "y", "json", null, true, 0, null, null, false)))
                .hasMessage("`parser_format` must be \"csv\", \"tsv\" or \"parquet\", not \"json\".");
        assertThatThrownBy(() -> create(csv, List.of(), "x"))
                .hasMessageContaining("`schema` must be a list of columns");
        assertThat(tables.changes).isEmpty();
    }

    @Test
    void keepsExistingTableUnlessToldToReplaceIt() {
        assertThatThrownBy(() -> create(new Variation("storms", TableFormat.CSV, null, true, 0, false)))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessage("Bucket `lab` already has a tabulator table `storms`. Nothing was changed; send"
                        + " overwrite=true to replace it, or another table_name.");
        assertThat(tables.changes).isEmpty();

        var replaced = create(new Variation("storms", TableFormat.CSV, null, true, 0, true));
        assertThat(replaced.replaced()).isTrue();
        assertThat(replaced.previousConfig()).isEqualTo(TabulatorTablesTest.YAML);
        assertThat(replaced.changes()).contains("parser.header added: true", "continue_on_error: false → true");
    }
}
