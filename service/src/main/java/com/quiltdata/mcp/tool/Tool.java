package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;

/** An MCP tool. Implementations are stateless and thread-safe. */
public interface Tool<I extends Record, O extends Record> {
    Spec<I, O> spec();

    /**
     * Runs the tool. The input is already decoded, with defaults filled in, and validated.
     *
     * @throws Failure for what the model or the user can act on; a tool does not catch those of the ports
     */
    O call(I in, Call call);

    /** Returns whether a call neither waits for another server nor computes for long, so that it needs no deadline. */
    default boolean isLocal(I in) {
        return false;
    }

    /** Returns whether the tool reaches buckets through ports only; otherwise it is not listed and cannot run where buckets are limited. */
    default boolean obeysBucketLimit() {
        return true;
    }

    /** Returns whether the user must agree to this call; the {@link Spec} of a tool that overrides it may confirm. */
    default boolean needsConfirmation(I in) {
        return spec().effect() == Effect.DESTROY;
    }

    /**
     * Returns the question to the user before a call that needs confirmation: one sentence that says what will be
     * lost; empty if nothing will be, so that the call needs none after all. If it changes between rounds, the user is
     * asked again.
     */
    default String confirmation(I in, Call call) {
        return "%s: %s".formatted(spec().title(), ToolJson.text(ToolJson.tree(in)));
    }
}
