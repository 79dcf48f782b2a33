package com.quiltdata.mcp.tools.sql;

import org.jspecify.annotations.Nullable;

/** Where a query runs: the data catalog and database of tables without their own, and the workgroup; null for the default. */
record QueryTarget(
        String dataCatalog,
        @Nullable String database,
        @Nullable String workgroup) {
    QueryTarget {
        dataCatalog = SqlNames.registered(dataCatalog);
    }
}
