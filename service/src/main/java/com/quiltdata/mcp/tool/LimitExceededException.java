package com.quiltdata.mcp.tool;

import java.time.Duration;

/** A call that a limit of this server turned away before it began: no result of a tool, but HTTP 429 or 503. */
public final class LimitExceededException extends RuntimeException {
    /** The limit that was reached, by its name in metrics. */
    public enum Limit {
        /** The caller's calls per minute. */
        RATE("rate", "Too many calls with this token in the last minute. Wait a few seconds before the next call."),
        /** The caller's calls under way. */
        CALLER("caller", "Too many calls with this token at once. Wait for some to finish, then try again."),
        /** All calls under way. */
        SERVER("server", "The server is at its limit of concurrent calls. Try again in a second."),
        /** The memory for requests. */
        MEMORY("memory", "The server's memory for requests is all in use. Try again in a few seconds."),
        /** The memory that one caller's requests may hold. */
        CALLER_MEMORY(
                "caller_memory",
                "Your other requests hold as much memory as one caller may. Wait for some to finish, then try again."),
        /** The memory for answers that wait until their client reads them. */
        ANSWER(
                "answer",
                "The answer is ready, but the server has no memory to keep it until it is read. What the call was to change"
                        + " is changed; try again in a few seconds to read."),
        /** The calls under way of callers whose token the catalog has not yet accepted. */
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

        /** The name in metrics. */
        public String reason() {
            return reason;
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Limit limit;

    /** A call that this limit turned away. */
    public LimitExceededException(Limit limit) {
        super(limit.sentence, null, false, false);
        this.limit = limit;
    }

    /** The limit that was reached. */
    public Limit limit() {
        return limit;
    }

    /** When to try again. */
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
