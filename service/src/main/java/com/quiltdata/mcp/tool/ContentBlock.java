package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** A content block of a result or a prompt (MCP {@code ContentBlock}); its type name is part of its JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface ContentBlock {
    /** Returns the length of its text or its base64 data, in characters. */
    default int length() {
        return 0;
    }

    @JsonTypeName("text")
    record TextContent(String text) implements ContentBlock {
        @Override
        public int length() {
            return text.length();
        }
    }

    /** A complete image. */
    @JsonTypeName("image")
    @JsonPropertyOrder({"data", "mimeType"})
    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    record ImageContent(String mimeType, byte[] data) implements ContentBlock {
        @Override
        public int length() {
            return data.length / 3 * 4;
        }
    }

    /**
     * A link to a resource that the client can read from this server.
     *
     * @param name the display name
     * @param size in bytes
     */
    @JsonTypeName("resource_link")
    record ResourceLink(
            String uri,
            String name,
            @Nullable String description,
            @Nullable String mimeType,
            @Nullable Long size) implements ContentBlock {
        /** Creates a link to an object, without a description. */
        public ResourceLink(String uri, String name, @Nullable String mimeType, @Nullable Long size) {
            this(uri, name, null, mimeType, size);
        }

        /** Returns the link as text, for example {@code data.csv: s3://bucket/data.csv}. */
        public TextContent asText() {
            return new TextContent("%s: %s".formatted(name, uri));
        }
    }
}
