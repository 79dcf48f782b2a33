package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.tabulator.TabulatorConfig;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of tabulator_table_list and tabulator_tables_list. */
record TableListResult(
        @Doc("Tables of the bucket") List<Item> tables,
        @Doc("Bucket name") String bucketName,
        @Doc("Total number of tables") int count,
        @Doc("Whether the result is incomplete") boolean truncated,

        @Doc("What is omitted and how to get it, or how to create a table") @Nullable
        String note)
        implements Truncatable<TableListResult> {
    private static final String NONE =
            "The bucket has no tabulator table. The toolset tabulator creates one from columns,"
                    + " regular expressions for packages and files, and a file format.";

    record Item(
            @Doc("Table name") String name,

            @Doc("Configuration as YAML; absent if omitted for space") @Nullable
            String configYaml,

            @Doc("Columns with name, type and nullable") @Nullable
            List<Map<String, Object>> schema,

            @Doc("Regular expressions package_name and logical_key, whose named groups are columns too") @Nullable
            Map<String, Object> source,

            @Doc("File format, with header and delimiter for csv") @Nullable
            Map<String, Object> parser,

            @Doc("Number of columns in the schema") int columnCount,

            @Doc("Why queries of the table will fail: what is wrong with its configuration") @Nullable
            String configError) {
        static Item of(TabulatorTable table) {
            return switch (Attempt.of(() -> TabulatorConfig.parse(table.config()))) {
                case Attempt.SuccessfulAttempt<TabulatorConfig>(var config) -> of(table, config);
                case Attempt.FailedAttempt<TabulatorConfig>(var reason) ->
                    new Item(table.name(), table.config(), null, null, null, 0, reason.getMessage());
            };
        }

        private static Item of(TabulatorTable table, TabulatorConfig config) {
            var faults = config.faults();
            return new Item(
                    table.name(),
                    table.config(),
                    config.columns(),
                    config.source(),
                    config.parser(),
                    config.columns().size(),
                    faults.isEmpty() ? null : faults.getFirst() + more(faults.size() - 1));
        }

        private static String more(int faults) {
            return faults == 0 ? "" : "; and %,d more".formatted(faults);
        }

        Item withoutDetails() {
            return new Item(name, null, null, null, null, columnCount, configError);
        }
    }

    static TableListResult of(String bucket, List<TabulatorTable> tables) {
        return new TableListResult(
                tables.stream().map(Item::of).toList(), bucket, tables.size(), false, tables.isEmpty() ? NONE : null);
    }

    @Override
    public int parts() {
        return 2 * tables.size();
    }

    @Override
    public TableListResult first(int parts) {
        var note = parts < tables.size()
                ? "Only %,d of %,d tables are listed, without configuration; send the name of one as table."
                        .formatted(parts, count)
                : "The configurations of %,d tables are omitted; send the name of one as table to get it."
                        .formatted(2 * tables.size() - parts);
        return new TableListResult(
                Truncatable.itemsThenDetails(tables, parts, Item::withoutDetails), bucketName, count, true, note);
    }
}
