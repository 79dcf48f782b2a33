package com.quiltdata.mcp.prompts;

import java.util.Locale;

/** One message of a prompt (MCP {@code PromptMessage}). */
public record PromptMessage(Role role, Content content) {
    /** The sender of a message. */
    public enum Role {
        USER,
        ASSISTANT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Creates a message of the user. */
    public static PromptMessage user(Content content) {
        return new PromptMessage(Role.USER, content);
    }

    /** Creates a text message of the user. */
    public static PromptMessage user(String text) {
        return user(new Content.Text(text));
    }

    /** The content of a message. */
    public sealed interface Content {
        record Text(String text) implements Content {}

        @SuppressWarnings("ArrayRecordComponent") // encoded once, never compared
        record Image(byte[] bytes, String mimeType) implements Content {}

        /** A link to a resource of this server. */
        record Link(String uri, String name, String description) implements Content {}

        /** A text resource embedded in the message. */
        record Embedded(String uri, String mimeType, String text) implements Content {}
    }
}
