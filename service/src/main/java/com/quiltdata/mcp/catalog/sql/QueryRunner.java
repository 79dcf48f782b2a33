package com.quiltdata.mcp.catalog.sql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** Runs statements in Athena as a caller. Whether a statement may run is decided before. */
public interface QueryRunner {
    /**
     * Starts a statement.
     *
     * @return the execution, whose state is {@code QUEUED} and whose workgroup is the one it runs in
     * @throws Failure.Denied if the caller may not use the workgroup
     */
    QueryExecution start(Caller caller, QueryRequest request);

    /**
     * Returns an execution of any process.
     *
     * @throws Failure.NotFound if Athena knows none of this id
     * @throws Failure.Denied if the caller may not use its workgroup
     */
    QueryExecution get(Caller caller, String executionId);

    /** Returns the first rows of a succeeded execution; reads at most one row more than the maximum. */
    QueryRows rows(Caller caller, QueryExecution succeeded, int maxRows);

    /** Stops an execution; has no effect when it has ended. */
    void stop(Caller caller, String executionId);

    /** Returns the newest executions of a workgroup, newest first. */
    List<QueryExecution> recent(Caller caller, String workgroup, int max);
}
