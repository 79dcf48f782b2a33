package com.quiltdata.mcp.catalog.sql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of a data catalog.
 *
 * @param type the catalog's word, for example {@code EXTERNAL_TABLE} or {@code VIRTUAL_VIEW}
 * @param partitions the columns by which it is partitioned; they are not among {@code columns}
 * @param parameters the table's own properties, for example {@code classification}
 */
public record DataTable(
        String name,
        String database,
        @Nullable String type,
        List<TableColumn> columns,
        List<TableColumn> partitions,
        @Nullable String description,
        @Nullable String owner,
        Times times,
        Storage storage,
        Map<String, String> parameters) {
    /** When it was created and last changed. */
    public record Times(@Nullable Instant created, @Nullable Instant updated) {}

    /** Where and how its data are stored; all null if the data catalog does not say. */
    public record Storage(
            @Nullable String location,
            @Nullable String inputFormat,
            @Nullable String outputFormat,
            @Nullable String serializationLibrary) {}
}
