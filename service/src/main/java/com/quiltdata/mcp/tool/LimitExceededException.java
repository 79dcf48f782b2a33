package com.quiltdata.mcp.tool;

import java.util.Locale;

/** A call that this server rejects before it starts because a limit is reached: HTTP 429 or 503, no tool result. */
public final class LimitExceededException extends RuntimeException {
    /** A limit of this server. */
    public enum Limit {
        /** Maximum number of calls per minute of one caller. */
        RATE("Too many calls with this token in the last minute. Wait a few seconds before the next call."),
        /** Maximum number of concurrent calls of one caller. */
        CALLER("Too many calls with this token at once. Wait for some to finish, then try again."),
        /** Maximum number of concurrent calls of all accepted callers. */
        SERVER("The server is at its limit of concurrent calls. Try again in a second."),
        /** Memory for all requests. */
        MEMORY("The server's memory for requests is all in use. Try again in a few seconds."),
        /** Memory for one caller's requests. */
        CALLER_MEMORY(
                "Your other requests hold as much memory as one caller may. Wait for some to finish, then try again."),
        /** Memory for results that the client has not read yet. */
        ANSWER("The call is complete, and any write was done, but the server has no memory to send the result."
                + " To read, try again in a few seconds; do not repeat a write."),
        /** Maximum number of concurrent calls of all callers whose token the catalog has not accepted yet. */
        UNJUDGED("The catalog has not yet confirmed this token, and the server is at its limit of such calls."
                + " Try again in a second.");

        private final String message;

        Limit(String message) {
            this.message = message;
        }

        /** Returns the name in metrics. */
        public String reason() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Limit limit;

    /** Creates the exception for a limit that is reached. */
    public LimitExceededException(Limit limit) {
        super(limit.message, null, false, false);
        this.limit = limit;
    }

    /** Returns the limit that was reached. */
    public Limit limit() {
        return limit;
    }
}
