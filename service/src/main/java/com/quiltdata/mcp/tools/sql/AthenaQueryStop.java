package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.QueryRunner;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import org.jspecify.annotations.Nullable;

/** Stops a query. */
record AthenaQueryStop(QueryRunner queries) implements SqlTool<AthenaQueryStop.Input, AthenaQueryStop.Output> {
    static final String NAME = "athena_query_stop";

    record Input(
            @Doc("execution_id of the query") @Alias("query_execution_id")
            String executionId) {}

    record Output(
            @Doc("execution_id of the query") String executionId,

            @Doc("State of the query now: CANCELLED once it has stopped")
            String state,

            @Doc("Bytes scanned, which are charged") @Nullable
            Long scannedBytes,

            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            NAME,
            "Stop a query",
            Effect.OVERWRITE,
            "Stops an Athena query that is queued or running, so that it scans no more data; its rows are lost. Use it"
                    + " for a query that takes too long or is not needed any more. Has no effect on one that has"
                    + " ended. Only queries in workgroups that your role may use can be stopped.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var before = queries.get(call.caller(), ExecutionIds.parse(in.executionId()));
        if (before.state().ended()) {
            return new Output(
                    before.id(),
                    before.state().name(),
                    before.scannedBytes(),
                    "The query had ended before: %s.".formatted(before.state()));
        }
        queries.stop(call.caller(), before.id());
        var after = queries.get(call.caller(), before.id());
        return new Output(
                after.id(),
                after.state().name(),
                after.scannedBytes(),
                after.state().ended()
                        ? "The query has ended: %s.".formatted(after.state())
                        : "Athena is stopping the query.");
    }
}
