package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** The outcome of a call, as the client receives it: {@link CallToolResult} if the tool built it itself. */
public sealed interface Result permits CallToolResult, Result.Success, Result.FailureResult {
    /**
     * A success.
     *
     * @param text the structured content, which conforms to the tool's output schema, as JSON
     * @param blocks further content blocks
     */
    record Success(String text, List<ContentBlock> blocks) implements Result {
        public Success {
            blocks = List.copyOf(blocks);
        }

        /** Returns the structured content as a tree. */
        public ObjectNode structured() {
            return (ObjectNode) ToolJson.exact(text).orElseThrow();
        }
    }

    /** A failure, whose message is for the model. */
    record FailureResult(Failure failure) implements Result {}
}
