package com.quiltdata.mcp.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the model or the user can act on: a result with {@code isError: true}, whose text is the message and
 * says what to do next.
 */
public abstract sealed class Failure extends RuntimeException {
    private Failure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the kind for metrics and audit log: lower case, from a closed set. */
    public abstract String kind();

    /** The arguments are invalid; the message says what to send instead. */
    public static final class Invalid extends Failure {
        public Invalid(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "invalid";
        }
    }

    /** The object does not exist, or the caller may not see it. */
    public static final class NotFound extends Failure {
        public NotFound(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "not_found";
        }
    }

    /** The caller lacks the necessary right. */
    public static final class Denied extends Failure {
        public Denied(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "denied";
        }
    }

    /** The object exists already, or has changed since it was read. */
    public static final class Conflict extends Failure {
        public Conflict(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "conflict";
        }
    }

    /** Too many requests, to this server or upstream. */
    public static final class Throttled extends Failure {
        private final @Nullable Duration retryAfter;

        public Throttled(String message, @Nullable Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        public @Nullable Duration retryAfter() {
            return retryAfter;
        }

        @Override
        public String kind() {
            return "throttled";
        }
    }

    /** The object or result exceeds what this server reads or returns. */
    public static final class TooLarge extends Failure {
        public TooLarge(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "too_large";
        }
    }

    /** The user was asked to confirm and did not agree. */
    public static final class Declined extends Failure {
        public Declined(String message) {
            super(message, null);
        }

        @Override
        public String kind() {
            return "declined";
        }
    }

    /** The call did not end within the deadline. */
    public static final class TooLate extends Failure {
        public TooLate(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String kind() {
            return "too_late";
        }
    }

    /** The catalog or S3 is unreachable or failing. */
    public static final class Unavailable extends Failure {
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String kind() {
            return "unavailable";
        }
    }
}
