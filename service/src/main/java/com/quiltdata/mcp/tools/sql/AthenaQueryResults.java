package com.quiltdata.mcp.tools.sql;

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

/** Returns the rows of a query that was started before. */
record AthenaQueryResults(QueryExecutor executor) implements SqlTool<AthenaQueryResults.Input, QueryResult> {
    static final String NAME = "athena_query_results";

    record Input(
            @Doc("execution_id of a query, e.g. \"7c1f3a52-…\"") @Alias("query_execution_id")
            String executionId,

            @Doc("Maximum number of rows to return")
            @Default("100")
            @Min(1)
            @Max(ResultNotes.MAX_ROWS)
            @Alias("max_results")
            int maxRows,

            @Doc(
                    "Form of the rows: json (objects), csv or table (aligned text). parquet is for files only and is refused")
            @Default("\"json\"")
            ResultFormat outputFormat) {}

    private static final Spec<Input, QueryResult> SPEC = new Spec<>(
                    NAME,
                    "Get the rows of a query",
                    Effect.READ,
                    "Waits for an Athena query that an earlier call started, in any session or client, and returns its"
                            + " first rows. If it is still running when the call must end, returns its state and the"
                            + " bytes scanned so far: call again. Does not run the query again and costs nothing.",
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
        return executor.results(
                call, ExecutionIds.parse(in.executionId()), new RowRequest(in.outputFormat(), in.maxRows()));
    }
}
