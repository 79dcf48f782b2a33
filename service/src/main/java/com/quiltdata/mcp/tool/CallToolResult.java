package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonSerializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tool call (MCP {@code CallToolResult}).
 *
 * @param isError whether the call failed with an error that the model can act on
 * @param structuredContent content that conforms to the tool's output schema, if it has one: a tree, or raw JSON
 */
public record CallToolResult(
        List<ContentBlock> content,
        boolean isError,
        @Nullable JsonSerializable structuredContent) implements Result {
    public CallToolResult {
        content = List.copyOf(content);
    }

    /** Returns a successful result without structured content. */
    public static CallToolResult of(ContentBlock... content) {
        return new CallToolResult(List.of(content), false, null);
    }
}
