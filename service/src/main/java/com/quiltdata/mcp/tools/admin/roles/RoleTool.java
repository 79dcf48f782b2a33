package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.tool.Tool;

/** A tool for roles or policies, which give rights in any bucket, so that no connection can limit it to some. */
interface RoleTool<I extends Record, O extends Record> extends Tool<I, O> {
    @Override
    default boolean obeysBucketLimit() {
        return false;
    }
}
