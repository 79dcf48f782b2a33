package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a call ended, as far as the client is concerned. */
public sealed interface Result {
    /** It did what was asked; {@code structured} conforms to the tool's output schema, {@code text} is the same as JSON. */
    record Success(ObjectNode structured, String text) implements Result {}

    /** It ended as the tool itself put it together. */
    record Raw(RawResult result) implements Result {}

    /** It did not; the failure's message is for the model. */
    record Failed(Failure failure) implements Result {}
}
