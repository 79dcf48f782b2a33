package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;

/** Handles what the catalog refuses during calls. */
@FunctionalInterface
public interface RefusalHandler {
    /** Called when the catalog refused the caller's token. */
    void tokenRefused(Caller caller);

    /** Returns the refusal of a right, or what was not found, with what is known of the caller's roles. */
    default Failure explain(Caller caller, Failure refused) {
        return refused;
    }
}
