package com.quiltdata.mcp.tool;

import org.jspecify.annotations.Nullable;

/** What an answer holds besides its text. */
public sealed interface Block {
    /** A picture, whole. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be encoded; never compared
    record Image(String mimeType, byte[] data) implements Block {}

    /**
     * A resource that the client may read on its own, here.
     *
     * @param name what people call it
     * @param size in bytes
     */
    record Link(
            String uri,
            String name,
            @Nullable String mimeType,
            @Nullable Long size) implements Block {}
}
