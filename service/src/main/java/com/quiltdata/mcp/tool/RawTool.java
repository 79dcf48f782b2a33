package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A tool that builds its result from content blocks that no output record can express: images, audio, links. Its input
 * is a record, or {@link RawArguments} with a schema of its own.
 */
public interface RawTool<I extends Record> extends Tool<I, CallToolResult> {
    /** The arguments as received, neither decoded nor validated. */
    record RawArguments(ObjectNode json) {}

    /** Returns the arguments' schema, by default from the input record. A tool with {@link RawArguments} overrides it. */
    default ObjectNode inputSchema() {
        return Schemas.input(spec().input());
    }

    /** Returns the schema of the structured content; null when there is none. */
    default @Nullable ObjectNode outputSchema() {
        return null;
    }
}
