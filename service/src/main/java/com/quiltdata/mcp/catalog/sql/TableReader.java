package com.quiltdata.mcp.catalog.sql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import org.jspecify.annotations.Nullable;

/** Reads databases and tables from Athena's data catalogs, as a caller. */
public interface TableReader {
    /** Name of the data catalog that every account has: Glue's. */
    String DEFAULT_CATALOG = "AwsDataCatalog";

    /** Returns up to {@code max} databases from a position on; null begins. */
    SqlPage<Database> databases(Caller caller, String dataCatalog, @Nullable String position, int max);

    /**
     * Returns up to {@code max} tables from a position on; null begins.
     *
     * @param pattern a pattern that the whole name must match, where {@code *} matches any text; null for all
     * @throws Failure.NotFound if there is no such database
     */
    SqlPage<DataTable> tables(
            Caller caller, TableScope scope, @Nullable String pattern, @Nullable String position, int max);

    /**
     * Returns one table.
     *
     * @throws Failure.NotFound if there is no such table or database
     */
    DataTable table(Caller caller, TableScope scope, String table);
}
