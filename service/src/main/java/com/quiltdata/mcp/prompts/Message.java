package com.quiltdata.mcp.prompts;

import java.util.Locale;

/** A message of a prompt. */
public record Message(Role role, Content content) {
    /** Who says it. */
    public enum Role {
        USER,
        ASSISTANT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A message that the user says. */
    public static Message user(Content content) {
        return new Message(Role.USER, content);
    }

    /** A message that the user says, in words. */
    public static Message user(String text) {
        return user(new Content.Text(text));
    }

    /** What a message holds. */
    public sealed interface Content {
        record Text(String text) implements Content {}

        @SuppressWarnings("ArrayRecordComponent") // handed over once, to be encoded; never compared
        record Image(byte[] bytes, String mimeType) implements Content {}

        /** A resource that the client can read here. */
        record Link(String uri, String name, String description) implements Content {}

        /** A resource of text, in the message itself. */
        record Embedded(String uri, String mimeType, String text) implements Content {}
    }
}
