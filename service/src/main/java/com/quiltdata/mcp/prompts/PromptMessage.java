package com.quiltdata.mcp.prompts;

import com.quiltdata.mcp.tool.ContentBlock;

/** One message of a prompt (MCP {@code PromptMessage}). */
public record PromptMessage(String role, ContentBlock content) {
    /** Creates a message of the user. */
    public static PromptMessage user(ContentBlock content) {
        return new PromptMessage("user", content);
    }

    /** Creates a text message of the user. */
    public static PromptMessage user(String text) {
        return user(new ContentBlock.TextContent(text));
    }
}
