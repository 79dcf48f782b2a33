package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.catalog.CatalogException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the endpoint answers. */
public sealed interface Reply {
    /**
     * A JSON-RPC response.
     *
     * @param retryAfter when the client may try again; null where that does not matter
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
    record Body(Status status, byte[] json, @Nullable Duration retryAfter) implements Reply {
        public Body(Status status, byte[] json) {
            this(status, json, null);
        }
    }

    /** A notification was taken; there is nothing to say. */
    record Accepted() implements Reply {}

    /** Notifications while the call goes on, and then its response. */
    record Stream(Work work) implements Reply {}

    /** The transport status that goes with a response (2026-07-28, streamable HTTP). */
    enum Status {
        OK(200),
        BAD_REQUEST(400),
        NOT_FOUND(404),
        /** The caller's own limit, or that of callers without a verdict, is reached. */
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

        /**
         * The catalog refused the token: HTTP 401, or this error response when something was sent before.
         *
         * @param cause says why
         */
        @SuppressWarnings("ArrayRecordComponent") // handed over once, to be written; never compared
        record Refused(byte[] json, CatalogException.Unauthenticated cause) implements Ending {}
    }
}
