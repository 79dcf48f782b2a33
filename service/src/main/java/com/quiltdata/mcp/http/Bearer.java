package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code Authorization} header of a request (RFC 6750 §2.1). */
sealed interface Bearer {
    /** The request attribute that holds it. */
    String ATTRIBUTE = "com.quiltdata.mcp.bearer";

    /** The name of the scheme, which is read in any case (RFC 9110 §11.1). */
    String SCHEME = "bearer";

    /** A token was sent. Judging it is the catalog's business. */
    record Present(Caller caller) implements Bearer {}

    /** No token was sent, or something else than a bearer; the sentence says which. */
    record Absent(String sentence) implements Bearer {}

    /** Reads the header; several lines are joined with commas, and so are no token. */
    static Bearer of(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Absent(Errors.MISSING);
        }
        var header = authorization.strip();
        if (header.toLowerCase(Locale.ROOT).equals(SCHEME)) {
            return new Absent(Errors.MISSING);
        } else if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME + " ")) {
            return new Absent(Errors.NOT_BEARER);
        }
        var token = header.substring(SCHEME.length()).strip();
        return token.chars().allMatch(c -> c > ' ' && c < 127)
                ? new Present(Caller.of(token))
                : new Absent(Errors.NOT_BEARER);
    }

    /** The caller; null when there is no token. */
    default @Nullable Caller caller() {
        return switch (this) {
            case Present present -> present.caller();
            case Absent _ -> null;
        };
    }
}
