package com.quiltdata.mcp.catalog.sql;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement that Athena was asked to run, as Athena describes it.
 *
 * @param statementType {@code DML}, {@code DDL} or {@code UTILITY}; the results of a DML statement begin with a header
 * @param reason why it failed or was cancelled
 * @param scannedBytes bytes read so far; null if Athena does not say
 */
public record QueryExecution(
        String id,
        QueryState state,
        String text,
        @Nullable String statementType,
        @Nullable String reason,
        @Nullable String workgroup,
        @Nullable String dataCatalog,
        @Nullable String database,
        @Nullable Long scannedBytes,
        Details details) {
    /**
     * When it was submitted and completed, how long the engine worked on it, and where its results are.
     *
     * @param outputLocation URI of the object with the results
     */
    public record Details(
            @Nullable Instant submitted,
            @Nullable Instant completed,
            @Nullable Duration engine,
            @Nullable String outputLocation) {}
}
