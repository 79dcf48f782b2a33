package com.quiltdata.sandbox.sql;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data catalogs of Athena, as a role sees them. */
public interface TableCatalog {
    /** Name of Glue's data catalog. */
    String GLUE = "AwsDataCatalog";

    /** A column; its type as Glue writes it, for example {@code array<string>}. */
    record Column(String name, String type, @Nullable String comment) {}

    /** A database. */
    record Database(
            String name,
            @Nullable String description,
            @Nullable String location,
            Instant created) {}

    /** A table; its partition columns are not among the columns. */
    record Table(
            String database,
            String name,
            String type,
            List<Column> columns,
            List<Column> partitions,
            @Nullable String description,
            @Nullable String owner,
            Instant created,
            @Nullable String location,
            Map<String, String> parameters) {}

    /** Returns the names of the data catalogs: Glue's and the tabulator's. */
    List<String> names();

    /** Returns the databases of a data catalog, by name; empty for an unknown one. */
    List<Database> databases(String dataCatalog);

    /** Returns the tables of a database, by name; empty for an unknown one. */
    List<Table> tables(String dataCatalog, String database);
}
