package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How a call ended, as far as the client is concerned. */
public sealed interface Result {
    /**
     * It did what was asked.
     *
     * @param structured conforms to the tool's output schema
     * @param text the same as JSON
     * @param blocks what it shows besides
     */
    record Success(ObjectNode structured, String text, List<Block> blocks) implements Result {
        public Success {
            blocks = List.copyOf(blocks);
        }
    }

    /** It ended as the tool itself put it together. */
    record Raw(RawResult result) implements Result {}

    /** It did not; the failure's message is for the model. */
    record Failed(Failure failure) implements Result {}
}
