package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.rpc.PreparedResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The response of the MCP endpoint to one POST. */
public sealed interface McpResponse {
    /**
     * A JSON-RPC response.
     *
     * @param retryAfter value of Retry-After; null sends none
     * @param result the result in the response, if it was compressed beforehand
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Body(
            Status status,
            byte[] json,
            @Nullable Duration retryAfter,
            @Nullable PreparedResult result) implements McpResponse {
        public Body(Status status, byte[] json) {
            this(status, json, null, null);
        }
    }

    /** Acknowledgement of a notification or response, without a body. */
    record AcceptedResponse() implements McpResponse {}

    /** An event stream: the notifications of a running call, then its response. */
    record Stream(StreamedCall work) implements McpResponse {}

    /** The HTTP status of a response (2026-07-28, streamable HTTP). */
    enum Status {
        OK(200),
        BAD_REQUEST(400),
        NOT_FOUND(404),
        /** The caller's own limit, or the limit for unverified tokens, is reached. */
        TOO_MANY_REQUESTS(429),
        /** The server is full. */
        SERVICE_UNAVAILABLE(503);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        /** The HTTP status code. */
        public int number() {
            return number;
        }
    }

    /** The call whose notifications and response are streamed. */
    @FunctionalInterface
    interface StreamedCall {
        /** Runs the call on the calling thread; an interrupt cancels it. Nothing is sent after it returns. */
        StreamResult run(NotificationWriter sink);
    }

    /** Writes the notifications of a call in order. */
    @FunctionalInterface
    interface NotificationWriter {
        /** Writes one JSON-RPC notification; blocks while the client is slow to read. */
        void send(byte[] json);
    }

    /** The outcome of a streamed call. */
    sealed interface StreamResult {
        /** Returns the last message of the stream. */
        byte[] json();

        /** A JSON-RPC response, which is an error response if {@code failed}. */
        record Response(Body body, boolean failed) implements StreamResult {
            @Override
            public byte[] json() {
                return body.json();
            }
        }

        /** Refusal of the token by the catalog: HTTP 401, or this error response if the stream has started. */
        @SuppressWarnings("ArrayRecordComponent") // written once, never compared
        record Refused(byte[] json, UnauthenticatedException cause) implements StreamResult {}
    }
}
