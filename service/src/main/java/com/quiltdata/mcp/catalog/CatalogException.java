package com.quiltdata.mcp.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why the catalog did not do what was asked. The message is one sentence for the model or the user: it says what to
 * try and holds no token, no internal address and no raw body of an upstream answer.
 */
public abstract sealed class CatalogException extends RuntimeException {
    private CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The catalog refused the caller's token. Becomes HTTP 401, never a result. */
    public static final class Unauthenticated extends CatalogException {
        public Unauthenticated() {
            this("JWT token invalid or expired. Please re-authenticate.");
        }

        private Unauthenticated(String message) {
            super(message, null);
        }

        /** The same, with a sentence more where there is one. */
        public Unauthenticated explained(@Nullable String fault) {
            return fault == null ? this : new Unauthenticated(getMessage() + " " + fault);
        }

        /** A token that the registry cannot take for its length, and so never will. */
        public static Unauthenticated tooLong() {
            return new Unauthenticated("The token is too long for the registry. Please authenticate with a shorter one,"
                    + " such as an API key of the catalog.");
        }
    }

    /** The token is good, the right is missing. */
    public static final class Denied extends CatalogException {
        public Denied(String message) {
            super(message, null);
        }
    }

    /** There is no such thing, or the caller may not see it: the two are not told apart. */
    public static final class Missing extends CatalogException {
        public Missing(String message) {
            super(message, null);
        }
    }

    /** The catalog rejected what was sent ({@code InvalidInput}); {@code path} is the field it named. */
    public static final class Rejected extends CatalogException {
        private final @Nullable String path;

        public Rejected(@Nullable String path, String message) {
            super(message, null);
            this.path = path;
        }

        public @Nullable String path() {
            return path;
        }
    }

    /** Somebody else was first. */
    public static final class Conflict extends CatalogException {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** Too many requests; {@code retryAfter} is how long the upstream asks to wait, when it says. */
    public static final class Throttled extends CatalogException {
        private final @Nullable Duration retryAfter;

        public Throttled(String message, @Nullable Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        public @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The answer is larger than this server reads. */
    public static final class TooLarge extends CatalogException {
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** No answer within the deadline. Whether a write happened is unknown. */
    public static final class TooLate extends CatalogException {
        public TooLate(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The upstream cannot be reached, is failing, or answered what no catalog answers. */
    public static final class Unavailable extends CatalogException {
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
