package com.quiltdata.mcp.tool;

import java.time.Duration;

/** A call that this server rejects before it starts because a limit is reached: HTTP 429 or 503, no tool result. */
public final class LimitExceededException extends RuntimeException {
    /** A limit of this server, with its name in metrics. */
    public enum Limit {
        /** Maximum number of calls per minute of one caller. */
        RATE("rate", "Too many calls with this token in the last minute. Wait a few seconds before the next call."),
        /** Maximum number of concurrent calls of one caller. */
        CALLER("caller", "Too many calls with this token at once. Wait for some to finish, then try again."),
        /** Maximum number of concurrent calls of all accepted callers. */
        SERVER("server", "The server is at its limit of concurrent calls. Try again in a second."),
        /** Memory for all requests. */
        MEMORY("memory", "The server's memory for requests is all in use. Try again in a few seconds."),
        /** Memory for one caller's requests. */
        CALLER_MEMORY(
                "caller_memory",
                "Your other requests hold as much memory as one caller may. Wait for some to finish, then try again."),
        /** Memory for results that the client has not read yet. */
        ANSWER(
                "answer",
                "The call is complete, and any write was done, but the server has no memory to send the result."
                        + " To read, try again in a few seconds; do not repeat a write."),
        /** Maximum number of concurrent calls of all callers whose token the catalog has not accepted yet. */
        UNJUDGED(
                "unjudged",
                "The catalog has not yet confirmed this token, and the server is at its limit of such calls."
                        + " Try again in a second.");

        private final String reason;
        private final String sentence;

        Limit(String reason, String sentence) {
            this.reason = reason;
            this.sentence = sentence;
        }

        /** Returns the name in metrics. */
        public String reason() {
            return reason;
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Limit limit;

    /** Creates the exception for a limit that is reached. */
    public LimitExceededException(Limit limit) {
        super(limit.sentence, null, false, false);
        this.limit = limit;
    }

    /** Returns the limit that was reached. */
    public Limit limit() {
        return limit;
    }

    /** Returns how long the client should wait before it tries again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
