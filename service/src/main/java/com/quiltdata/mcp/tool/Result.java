package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** The outcome of a call, as the client receives it: {@link CallToolResult} if the tool built it itself. */
public sealed interface Result permits CallToolResult, Result.Success, Result.FailureResult {
    /**
     * A success.
     *
     * @param structured content that conforms to the tool's output schema
     * @param text the structured content as JSON text
     * @param blocks further content blocks
     */
    record Success(ObjectNode structured, String text, List<ContentBlock> blocks) implements Result {
        public Success {
            blocks = List.copyOf(blocks);
        }
    }

    /** A failure, whose message is for the model. */
    record FailureResult(Failure failure) implements Result {}
}
