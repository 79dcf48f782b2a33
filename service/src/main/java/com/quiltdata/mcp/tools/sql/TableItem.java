package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table in a list, without its columns. */
record TableItem(
        @Doc("Table name") String name,
        @Doc("Database name") String databaseName,

        @Doc("Name as FROM takes it, quoted") String sqlName,

        @Doc("The data catalog's word, for example EXTERNAL_TABLE or VIRTUAL_VIEW") @Nullable
        String tableType,

        @Doc("Number of columns, without partition keys") int columnCount,

        @Doc("Columns by which the table is partitioned") @Nullable
        List<Column> partitionKeys,

        @Doc("Description of the table") @Nullable String description,

        @Doc("Owner of the table") @Nullable String owner,
        @Doc("When it was created") @Nullable Instant createTime,
        @Doc("When it was changed last") @Nullable Instant updateTime,

        @Doc("Where and how the data are stored") @Nullable StorageDescriptor storageDescriptor,

        @Doc("Further properties, for example classification") @Nullable
        Map<String, String> parameters) {
    /** A column. */
    record Column(
            @Doc("Column name") String name,

            @Doc("Type, for example bigint or array<string>")
            String type,

            @Doc("Description of the column") @Nullable String comment) {
        static List<Column> of(List<TableColumn> columns) {
            return columns.stream()
                    .map(it -> new Column(it.name(), it.type(), it.comment()))
                    .toList();
        }
    }

    /** Where and how the data are stored. */
    record StorageDescriptor(
            @Doc("S3 URI of the data") @Nullable String location,

            @Doc("Class that reads the data, which names their format") @Nullable
            String inputFormat,

            @Doc("Class that writes the data") @Nullable String outputFormat,

            @Doc("How rows are encoded") @Nullable SerdeInfo serdeInfo) {
        /** Returns the storage, or null if nothing is known of it. */
        static @Nullable StorageDescriptor of(DataTable.Storage it) {
            var known = Stream.of(it.location(), it.inputFormat(), it.outputFormat(), it.serializationLibrary());
            return known.noneMatch(Objects::nonNull)
                    ? null
                    : new StorageDescriptor(
                            it.location(),
                            it.inputFormat(),
                            it.outputFormat(),
                            it.serializationLibrary() == null ? null : new SerdeInfo(it.serializationLibrary()));
        }
    }

    /** How rows are encoded. */
    record SerdeInfo(@Doc("Class that encodes rows") String serializationLibrary) {}

    static TableItem of(TableScope scope, DataTable table) {
        return new TableItem(
                table.name(),
                table.database(),
                SqlNames.quoted(scope, table.name()),
                table.type(),
                table.columns().size(),
                Column.of(table.partitions()),
                table.description(),
                table.owner(),
                table.times().created(),
                table.times().updated(),
                StorageDescriptor.of(table.storage()),
                table.parameters().isEmpty() ? null : table.parameters());
    }

    TableItem withoutDetails() {
        return new TableItem(
                name, databaseName, sqlName, tableType, columnCount, null, null, null, null, null, null, null);
    }
}
