package com.quiltdata.mcp.tools.sql;

import static com.quiltdata.mcp.testing.MemoryDatabases.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryDatabases;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.sql.TableItem.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AthenaTableSchemaTest {
    private static final String DATA = TableReader.DEFAULT_CATALOG;

    private final MemoryDatabases databases = new MemoryDatabases()
            .with(
                    DATA,
                    table(
                            "db",
                            "people",
                            List.of("year int", "region string"),
                            "update_time timestamp(3)",
                            "birthdate date",
                            "yearly_total decimal(38,9)",
                            "partition_note array<string>"))
            .with("quilt-x-tabulator", table("my.bucket", "say \"hi\"", "a int"));
    private final AthenaTableSchema tool = new AthenaTableSchema(new TableDirectory(databases));

    private AthenaTableSchema.Output schema(String dataCatalog, String database, String table) {
        return tool.call(new AthenaTableSchema.Input(database, table, dataCatalog), Calls.any());
    }

    @Test
    void distinguishesPartitionKeysFromColumnsOfSuchNames() {
        var found = schema(DATA, "db", "people");

        assertThat(found.columns())
                .extracting(Column::name)
                .containsExactly("update_time", "birthdate", "yearly_total", "partition_note");
        assertThat(found.columns())
                .extracting(Column::type)
                .containsExactly("timestamp(3)", "date", "decimal(38,9)", "array<string>");
        assertThat(found.partitions()).extracting(Column::name).containsExactly("year", "region");
    }

    @Test
    void leavesOutWhatIsUnknown() {
        assertThat(ToolJson.tree(schema(DATA, "db", "people")).properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "table_name",
                        "database_name",
                        "data_catalog_name",
                        "sql_name",
                        "columns",
                        "partitions",
                        "column_count",
                        "truncated");
    }

    @Test
    void readsTheDataCatalogThatIsNamedAndQuotesTheName() {
        assertThat(schema("quilt-x-tabulator", "my.bucket", "say \"hi\"").sqlName())
                .isEqualTo("\"quilt-x-tabulator\".\"my.bucket\".\"say \"\"hi\"\"\"");
        assertThat(databases.asked).containsExactly("table quilt-x-tabulator.my.bucket.say \"hi\"");
    }

    @Test
    void namesTheTableOrDatabaseThatIsMeant() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> schema(DATA, "db", "poeple"))
                .withMessage(
                        "No table `poeple` in the database `db`, or your role may not see it. Did you mean people?");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> schema(DATA, "bd", "people"))
                .withMessageContaining("No database `bd`")
                .withMessageEndingWith("Existing databases: `db`.");
    }

    @Test
    void saysWhatIsOmittedForSpace() {
        var cut = schema(DATA, "db", "people").first(3);

        assertThat(cut.partitions()).hasSize(2);
        assertThat(cut.columns()).hasSize(1);
        assertThat(cut.columnCount()).isEqualTo(4);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.note()).contains("3 of 4 columns, 0 of 2 partition keys");
    }
}
