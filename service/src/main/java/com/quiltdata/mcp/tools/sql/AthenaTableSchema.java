package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.sql.TableItem.Column;
import com.quiltdata.mcp.tools.sql.TableItem.StorageDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes one table. */
record AthenaTableSchema(TableDirectory directory)
        implements SqlTool<AthenaTableSchema.Input, AthenaTableSchema.Output> {
    record Input(
            @Doc("Database; in a tabulator data catalog a bucket") @Alias("database_name")
            String database,

            @Doc("Table, without the database, like \"storms\"") @Alias("table_name")
            String table,

            @Doc("Data catalog") @Default("\"AwsDataCatalog\"") @Alias("catalog")
            String dataCatalogName) {}

    record Output(
            @Doc("Table name") String tableName,
            @Doc("Database name") String databaseName,
            @Doc("Data catalog name") String dataCatalogName,

            @Doc("Name as FROM takes it, quoted") String sqlName,

            @Doc("The data catalog's word, for example EXTERNAL_TABLE or VIRTUAL_VIEW") @Nullable
            String tableType,

            @Doc("Columns, without partition keys") List<Column> columns,

            @Doc("Partition keys, which are columns too; a condition on them reduces what is scanned")
            List<Column> partitions,

            @Doc("Number of columns, without partition keys")
            int columnCount,

            @Doc("Description of the table") @Nullable String description,

            @Doc("Owner of the table") @Nullable String owner,
            @Doc("When it was created") @Nullable Instant createTime,
            @Doc("When it was changed last") @Nullable Instant updateTime,

            @Doc("Where and how the data are stored") @Nullable
            StorageDescriptor storageDescriptor,

            @Doc("Further properties, for example classification") @Nullable
            Map<String, String> parameters,

            @Doc("Whether the result is incomplete") boolean truncated,

            @Doc("What is omitted and how to get it") @Nullable
            String note)
            implements Truncatable<Output> {
        static Output of(TableScope scope, DataTable table) {
            return new Output(
                    table.name(),
                    scope.database(),
                    scope.dataCatalog(),
                    SqlNames.quoted(scope, table.name()),
                    table.type(),
                    Column.of(table.columns()),
                    Column.of(table.partitions()),
                    table.columns().size(),
                    table.description(),
                    table.owner(),
                    table.times().created(),
                    table.times().updated(),
                    StorageDescriptor.of(table.storage()),
                    table.parameters().isEmpty() ? null : table.parameters(),
                    false,
                    null);
        }

        /** Partition keys first, then columns, then the properties. */
        @Override
        public int parts() {
            return partitions.size() + columns.size() + 1;
        }

        @Override
        public Output first(int parts) {
            var keys = Math.min(parts, partitions.size());
            var shown = Math.min(parts - keys, columns.size());
            return new Output(
                    tableName,
                    databaseName,
                    dataCatalogName,
                    sqlName,
                    tableType,
                    columns.subList(0, shown),
                    partitions.subList(0, keys),
                    columnCount,
                    description,
                    owner,
                    createTime,
                    updateTime,
                    storageDescriptor,
                    null,
                    true,
                    "Omitted for space: %s. A SELECT on information_schema.columns returns names and types."
                            .formatted(omitted(keys, shown)));
        }

        private String omitted(int keys, int shown) {
            return keys == partitions.size() && shown == columns.size()
                    ? "parameters"
                    : "parameters, %,d of %,d columns, %,d of %,d partition keys"
                            .formatted(
                                    columns.size() - shown,
                                    columns.size(),
                                    partitions.size() - keys,
                                    partitions.size());
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "athena_table_schema",
            "Describe a table",
            Effect.READ,
            "Returns the columns and partition keys of a table that Athena can query, each with type and comment, with "
                    + "location, owner and times, from the data catalog; no query runs. Use it before you write SQL: it "
                    + "also returns the table's quoted name. For names of tables use athena_tables_list.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var scope = SqlNames.scope(in.dataCatalogName(), in.database());
        var name = SqlNames.parse("table", in.table());
        return Output.of(scope, directory.table(call, scope, name));
    }
}
