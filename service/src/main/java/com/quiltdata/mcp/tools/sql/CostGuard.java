package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.sql.SqlSettings;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what a query may scan with what the operator allows, before it runs. */
record CostGuard(SqlPorts ports, SqlSettings settings) {
    /**
     * Returns warnings for the caller, for example of a partitioned table without a condition on its partitions. That
     * one is given even where the guard is off, for queries of few tables: it is the usual way to pay for a whole table,
     * and Athena asks for the same descriptions anyway. A failure to look up a table or the workgroup leaves its size
     * unknown.
     *
     * @throws Failure.Invalid if the guard refuses the query
     */
    List<String> check(Call call, Statement statement, QueryRequest request) {
        var off = settings.costGuard() == SqlSettings.CostGuard.OFF;
        if (statement.tables().isEmpty()) {
            return List.of();
        }
        var tables = ScannedTables.lookUp(ports.tables(), call, statement, request, off);
        var excess = off ? Optional.<String>empty() : excess(call, request, tables);
        if (excess.isPresent() && settings.costGuard() == SqlSettings.CostGuard.ENFORCE) {
            throw new Failure.Invalid("Nothing was sent, because " + excess.get());
        }
        return Stream.concat(
                        excess.map("The cost guard would refuse this query, because "::concat).stream(),
                        tables.withoutPartitionFilter())
                .toList();
    }

    /** Returns why the query may scan more than the maximum; empty if it cannot. */
    private Optional<String> excess(Call call, QueryRequest request, ScannedTables tables) {
        var limit = Attempt.of(() -> Optional.ofNullable(ports.workgroups()
                        .get(call.caller(), request.workgroup())
                        .scanLimit()))
                .orElse(Optional.empty());
        var estimate = tables.bytes();
        var bound = Stream.concat(limit.stream(), estimate.stream()).min(Long::compare);
        if (bound.isPresent() && bound.get() <= settings.maxScanBytes()) {
            return Optional.empty();
        }
        var amount = bound.map(bytes -> "the query may scan %s".formatted(FileProperties.human(bytes)))
                .orElseGet(() -> "what the query may scan is not known (%s)".formatted(tables.unknown()));
        return Optional.of("%s, and the maximum is %s. %s"
                .formatted(
                        amount,
                        FileProperties.human(settings.maxScanBytes()),
                        "Query smaller tables, whose size the data catalog states, or a workgroup whose own limit of scanned"
                                + " data is at most that; ask the operator for one."));
    }
}
