package com.quiltdata.mcp.mcp;

/** What the endpoint answers. */
public sealed interface Reply {
    /** A JSON-RPC response. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
    record Body(Status status, byte[] json) implements Reply {}

    /** A notification was taken; there is nothing to say. */
    record Accepted() implements Reply {}

    /** The transport status that goes with a response (2026-07-28, streamable HTTP). */
    enum Status {
        OK,
        BAD_REQUEST,
        NOT_FOUND
    }
}
