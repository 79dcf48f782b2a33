package com.quiltdata.mcp.tool;

/** One tool: stateless, safe for any number of callers at once. */
public interface Tool<I extends Record, O extends Record> {
    Spec<I, O> spec();

    /**
     * Does it. The input is decoded, defaulted and checked against the constraints of its record.
     *
     * @throws Failure for what the model or the user can act on
     * @throws com.quiltdata.mcp.catalog.CatalogException passed through from the ports, never caught by a tool
     */
    O call(I in, Call call);

    /** What the user is asked before a DESTROY tool is called: one sentence that says what will be gone. */
    default String confirmation(I in) {
        return "%s: %s".formatted(spec().title(), Json.text(Json.tree(in)));
    }

    /** The same for a tool that must look to say it; what is said twice in one call is asked again when it has changed. */
    default String confirmation(I in, Call call) {
        return confirmation(in);
    }
}
