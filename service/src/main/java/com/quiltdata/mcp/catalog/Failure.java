package com.quiltdata.mcp.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the model or the user can act on: a result with {@code isError: true}. Its message is one sentence or
 * two that say what to do next; it holds no token, no internal address and no raw body of an upstream response.
 */
public abstract sealed class Failure extends RuntimeException {
    private final String kind;

    private Failure(String kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns the kind for metrics and audit log: lower case, from a closed set. */
    public String kind() {
        return kind;
    }

    /** Returns the bucket in which the caller's rights may be the reason; null if they are not. */
    public @Nullable String bucket() {
        return null;
    }

    /** Returns this failure with another message. */
    public Failure withMessage(String message) {
        return switch (this) {
            case Invalid _ -> new Invalid(message);
            case NotFound e -> new NotFound(message, e.bucket);
            case Denied e -> new Denied(message, e.bucket);
            case Conflict _ -> new Conflict(message);
            case Throttled e -> new Throttled(message, e.retryAfter);
            case TooLarge _ -> new TooLarge(message);
            case Declined _ -> new Declined(message);
            case TooLate e -> new TooLate(message, e);
            case Unavailable e -> new Unavailable(message, e);
        };
    }

    /** Returns this failure with what became of a write, if it is certain that the catalog or S3 refused it. */
    public Failure ofWrite(String outcome) {
        return switch (this) {
            case Denied _, Invalid _, NotFound _ -> withMessage("%s %s".formatted(sentence(), outcome));
            case Conflict _, Throttled _, TooLarge _, Declined _, TooLate _, Unavailable _ -> this;
        };
    }

    /** Returns the message, with a full stop if it ends without one. */
    public String sentence() {
        var message = String.valueOf(getMessage());
        return message.matches("(?s).*[.!?]") ? message : message + ".";
    }

    /** The arguments are invalid, or the catalog rejected them; the message says what to send instead. */
    public static final class Invalid extends Failure {
        private final String reason;

        public Invalid(String message) {
            this(null, message);
        }

        /** Creates the failure of one field, with which the message then begins; null if none is known. */
        public Invalid(@Nullable String path, String reason) {
            super("invalid", path == null ? reason : path + ": " + reason, null);
            this.reason = reason;
        }

        /** Returns the message without the field. */
        public String reason() {
            return reason;
        }
    }

    /** The object does not exist, or the caller may not see it: the catalog does not distinguish the two. */
    public static final class NotFound extends Failure {
        private final @Nullable String bucket;

        public NotFound(String message) {
            this(message, null);
        }

        /** Creates the failure to see something in a bucket, which may be for want of rights there. */
        public NotFound(String message, @Nullable String bucket) {
            super("not_found", message, null);
            this.bucket = bucket;
        }

        @Override
        public @Nullable String bucket() {
            return bucket;
        }
    }

    /** The caller lacks the necessary right. */
    public static final class Denied extends Failure {
        private final @Nullable String bucket;

        public Denied(String message) {
            this(message, null);
        }

        /** Creates the refusal of a role in a bucket; null if another rule than the role's rights refuses. */
        public Denied(String message, @Nullable String bucket) {
            super("denied", message, null);
            this.bucket = bucket;
        }

        @Override
        public @Nullable String bucket() {
            return bucket;
        }
    }

    /** The object exists already, or has changed since it was read. */
    public static final class Conflict extends Failure {
        public Conflict(String message) {
            super("conflict", message, null);
        }
    }

    /** Too many requests, to this server or upstream; {@code retryAfter} is the wait that was asked for, or null. */
    public static final class Throttled extends Failure {
        private final @Nullable Duration retryAfter;

        public Throttled(String message, @Nullable Duration retryAfter) {
            super("throttled", message, null);
            this.retryAfter = retryAfter;
        }

        public @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The object or result exceeds what this server reads or returns. */
    public static final class TooLarge extends Failure {
        public TooLarge(String message) {
            super("too_large", message, null);
        }
    }

    /** The user was asked to confirm and did not agree. */
    public static final class Declined extends Failure {
        public Declined(String message) {
            super("declined", message, null);
        }
    }

    /** The call or a request did not end within its deadline. Whether a write was applied is unknown. */
    public static final class TooLate extends Failure {
        public TooLate(String message) {
            this(message, null);
        }

        public TooLate(String message, @Nullable Throwable cause) {
            super("too_late", message, cause);
        }
    }

    /** The catalog or S3 is unreachable, failing, or sent a response that none of its kind sends. */
    public static final class Unavailable extends Failure {
        public Unavailable(String message) {
            this(message, null);
        }

        public Unavailable(String message, @Nullable Throwable cause) {
            super("unavailable", message, cause);
        }
    }
}
