package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.prompts.PromptMessage;
import com.quiltdata.mcp.tool.CallToolResult;
import com.quiltdata.mcp.tool.ContentBlock;

/** Replaces resource_link blocks with text for clients that do not support them. */
final class ResourceLinkFallback {
    private ResourceLinkFallback() {}

    /** Returns the result with a text block in place of each link in its content or messages. */
    static MethodResult apply(MethodResult result) {
        return switch (result.body()) {
            case CallToolResult(var content, var isError, var structured) -> {
                var blocks = content.stream().map(ResourceLinkFallback::text).toList();
                yield new MethodResult(new CallToolResult(blocks, isError, structured));
            }
            case PromptMethods.GetPromptResult(var description, var messages) -> {
                var texts = messages.stream()
                        .map(message -> new PromptMessage(message.role(), text(message.content())))
                        .toList();
                yield new MethodResult(new PromptMethods.GetPromptResult(description, texts));
            }
            default -> result;
        };
    }

    private static ContentBlock text(ContentBlock block) {
        return block instanceof ContentBlock.ResourceLink link ? link.asText() : block;
    }
}
