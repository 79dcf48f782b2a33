package com.quiltdata.mcp.tool;

import org.jspecify.annotations.Nullable;

/** A content block of a result besides its text. */
public sealed interface ContentBlock {
    /** A complete image. */
    @SuppressWarnings("ArrayRecordComponent") // only encoded, never compared
    record ImageContent(String mimeType, byte[] data) implements ContentBlock {}

    /**
     * A link to a resource that the client can read from this server.
     *
     * @param name the display name
     * @param size in bytes
     */
    record ResourceLink(
            String uri,
            String name,
            @Nullable String mimeType,
            @Nullable Long size) implements ContentBlock {}
}
