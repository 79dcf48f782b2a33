package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.sql.QueryResult.RowRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** {@code athena_query} of Quilt's Platform MCP Server: runs a query. */
record AthenaQuery(QueryExecutor executor) implements SqlTool<AthenaQuery.Input, QueryResult> {
    static final String NAME = "athena_query";

    record Input(
            @Doc("One read-only SQL statement, e.g. \"SELECT count(*) FROM lab.samples\"") @Alias("query")
            String sql,

            @Doc("Database of tables that are named without one, e.g. \"lab\"") @Alias("database_name") @Nullable
            String database,

            @Doc("Data catalog of tables that are named without one")
            @Default("\"" + TableReader.DEFAULT_CATALOG + "\"")
            @Alias("data_catalog_name")
            String catalog,

            @Doc("Maximum number of rows to return")
            @Default("100")
            @Min(1)
            @Max(ResultNotes.MAX_ROWS)
            @Alias("max_results")
            int maxRows) {}

    private static final Spec<Input, QueryResult> SPEC = new Spec<>(
                    NAME,
                    "Query with SQL",
                    Effect.READ,
                    "Runs one read-only SQL statement in Amazon Athena and returns its first rows as JSON, with column"
                            + " types and the bytes scanned. If it takes longer than a call, it continues, and"
                            + " athena_query_results returns its rows. The resource quilt-platform://athena describes the"
                            + " dialect and the package tables. To choose a workgroup or a format use"
                            + " athena_query_execute.",
                    Input.class,
                    QueryResult.class)
            .shownIn(AppView.TABLE)
            .slowly();

    @Override
    public Spec<Input, QueryResult> spec() {
        return SPEC;
    }

    @Override
    public QueryResult call(Input in, Call call) {
        return executor.read(
                call,
                in.sql(),
                new QueryTarget(in.catalog(), in.database(), null),
                new RowRequest(ResultFormat.JSON, in.maxRows()));
    }
}
