package com.quiltdata.mcp.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a request to the catalog. The message is one sentence for the model or the user: it says what to try and
 * holds no token, no internal address and no raw body of an upstream response.
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

        /** Returns this exception with {@code fault} appended to its message, or unchanged when that is null. */
        public Unauthenticated explained(@Nullable String fault) {
            return fault == null ? this : new Unauthenticated(getMessage() + " " + fault);
        }

        /** Returns the refusal of a token that is too long for the registry to accept. */
        public static Unauthenticated tooLong() {
            return new Unauthenticated("The token is too long for the registry. Please authenticate with a shorter one,"
                    + " such as a catalog API key.");
        }
    }

    /** The token is valid, but the caller lacks the right. */
    public static final class Denied extends CatalogException {
        public Denied(String message) {
            super(message, null);
        }
    }

    /** The thing does not exist, or the caller may not see it: the catalog does not distinguish the two. */
    public static final class Missing extends CatalogException {
        public Missing(String message) {
            super(message, null);
        }
    }

    /** The catalog rejected the input ({@code InvalidInput}); {@code path} is the field it named. */
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

    /** The target exists already, or another writer changed it first. */
    public static final class Conflict extends CatalogException {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** Too many requests; {@code retryAfter} is the wait that the upstream asks for, or null when it names none. */
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

    /** The response is larger than this server reads. */
    public static final class TooLarge extends CatalogException {
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** No response arrived within the deadline. Whether a write was applied is unknown. */
    public static final class TooLate extends CatalogException {
        public TooLate(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The upstream is unreachable, failing, or sent a response that no catalog sends. */
    public static final class Unavailable extends CatalogException {
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
