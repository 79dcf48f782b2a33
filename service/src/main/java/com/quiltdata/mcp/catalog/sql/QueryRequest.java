package com.quiltdata.mcp.catalog.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param text the statement as Athena gets it
 * @param dataCatalog Athena's data catalog, for example {@code AwsDataCatalog}
 * @param database null if each table of the statement names its own
 * @param workgroup null for the caller's own
 */
public record QueryRequest(
        String text,
        String dataCatalog,
        @Nullable String database,
        @Nullable String workgroup) {}
