package com.quiltdata.mcp.catalog.sql;

/** The state of a query, with Athena's names. */
public enum QueryState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Returns whether the state cannot change any more. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
