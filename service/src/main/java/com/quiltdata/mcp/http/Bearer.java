package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
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
        var scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (scheme && header.length() == SCHEME.length()) {
            return new Absent(Errors.MISSING);
        } else if (!scheme || header.charAt(SCHEME.length()) != ' ') {
            return new Absent(Errors.NOT_BEARER);
        }
        var token = header.substring(SCHEME.length()).strip();
        return isVisibleAscii(token) ? new Present(Caller.of(token)) : new Absent(Errors.NOT_BEARER);
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    /** The caller; null when there is no token. */
    default @Nullable Caller caller() {
        return switch (this) {
            case Present present -> present.caller();
            case Absent _ -> null;
        };
    }
}
