package com.quiltdata.mcp.prompts;

import com.fasterxml.jackson.annotation.JsonValue;
import com.quiltdata.mcp.tool.ContentBlock;
import java.util.Locale;

/** One message of a prompt (MCP {@code PromptMessage}). */
public record PromptMessage(Role role, ContentBlock content) {
    /** The sender of a message. */
    public enum Role {
        USER,
        ASSISTANT;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Creates a message of the user. */
    public static PromptMessage user(ContentBlock content) {
        return new PromptMessage(Role.USER, content);
    }

    /** Creates a text message of the user. */
    public static PromptMessage user(String text) {
        return user(new ContentBlock.TextContent(text));
    }
}
