package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.tool.Tool;

/** A tool of SQL. Athena reaches every bucket that the caller's role can read, so that no connection can limit it to some. */
interface SqlTool<I extends Record, O extends Record> extends Tool<I, O> {
    @Override
    default boolean obeysBucketLimit() {
        return false;
    }
}
