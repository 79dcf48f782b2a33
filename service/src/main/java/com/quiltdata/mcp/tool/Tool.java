package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;

/** An MCP tool. Implementations are stateless and thread-safe. */
public interface Tool<I extends Record, O extends Record> {
    Spec<I, O> spec();

    /**
     * Runs the tool. The input is already decoded, with defaults filled in, and validated.
     *
     * @throws Failure for what the model or the user can act on
     * @throws com.quiltdata.mcp.catalog.Failure from the ports; a tool does not catch it
     */
    O call(I in, Call call);

    /** Returns the question to the user before a DESTROY tool runs: one sentence that says what will be lost. */
    default String confirmation(I in) {
        return "%s: %s".formatted(spec().title(), ToolJson.text(ToolJson.tree(in)));
    }

    /** Returns the question when it depends on catalog data. If it changes between rounds, the user is asked again. */
    default String confirmation(I in, Call call) {
        return confirmation(in);
    }
}
