package com.quiltdata.mcp.mcp;

/** What the endpoint answers. */
public sealed interface Reply {
    /** A JSON-RPC response. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
    record Body(Status status, byte[] json) implements Reply {}

    /** A notification was taken; there is nothing to say. */
    record Accepted() implements Reply {}

    /** Notifications while the call goes on, and then its response. */
    record Stream(Work work) implements Reply {}

    /** The transport status that goes with a response (2026-07-28, streamable HTTP). */
    enum Status {
        OK,
        BAD_REQUEST,
        NOT_FOUND
    }

    /** The call behind a stream. */
    @FunctionalInterface
    interface Work {
        /** Runs it to its end on the calling thread, whose interruption gives it up. Nothing is sent after that. */
        Ending run(Sink sink);
    }

    /** Where the notifications of a call go, in their order. */
    @FunctionalInterface
    interface Sink {
        /** Hands over one JSON-RPC notification; waits while the client is slow to read. */
        void send(byte[] json);
    }

    /** How a call behind a stream ended. */
    sealed interface Ending {
        /** With a response, which is an error response when it {@code failed}. */
        record Response(Body body, boolean failed) implements Ending {}

        /** The catalog refused the token: HTTP 401, or this error response when something was sent before. */
        @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
        record Refused(byte[] json) implements Ending {}
    }
}
