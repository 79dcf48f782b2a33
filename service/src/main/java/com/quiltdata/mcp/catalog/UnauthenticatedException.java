package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** The catalog refused the caller's token. Becomes HTTP 401, never a result, and so is no {@link Failure}. */
public final class UnauthenticatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the refusal of a token that is invalid or expired. */
    public UnauthenticatedException() {
        this("JWT token invalid or expired. Please re-authenticate.");
    }

    private UnauthenticatedException(String message) {
        super(message);
    }

    /** Returns the refusal of a token that is too long for the registry to accept. */
    public static UnauthenticatedException tooLong() {
        return new UnauthenticatedException("The token is too long for the registry. Please authenticate with a shorter"
                + " one, such as a catalog API key.");
    }

    /** Returns this exception with {@code fault} appended to its message, or unchanged when that is null. */
    public UnauthenticatedException explained(@Nullable String fault) {
        return fault == null ? this : new UnauthenticatedException(getMessage() + " " + fault);
    }
}
