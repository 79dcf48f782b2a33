package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A tool that builds its result block by block, for what no output record can say: images, sounds, links. Its input is a
 * record like any tool's, or {@link Arguments} with a schema of its own.
 */
public interface RawTool<I extends Record> extends Tool<I, RawResult> {
    /** Arguments as they came, neither decoded nor checked. */
    record Arguments(ObjectNode json) {}

    /** The schema of the arguments: generated from the input record. Whoever takes {@link Arguments} writes one. */
    default ObjectNode inputSchema() {
        return Schemas.input(spec().input());
    }

    /** The schema of the structured content; null when there is none. */
    default @Nullable ObjectNode outputSchema() {
        return null;
    }
}
