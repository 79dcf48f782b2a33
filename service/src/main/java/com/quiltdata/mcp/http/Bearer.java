package com.quiltdata.mcp.http;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** The content of a request's {@code Authorization} header (RFC 6750 §2.1). */
sealed interface Bearer {
    String ATTRIBUTE = "com.quiltdata.mcp.bearer";

    /** The authentication scheme, matched case-insensitively (RFC 9110 §11.1). */
    String SCHEME = "bearer";

    /** A token was sent. Only the catalog decides whether it is valid. */
    record BearerToken(Caller caller) implements Bearer {}

    /** No bearer token was sent; {@code sentence} says why. */
    record MissingBearer(String sentence) implements Bearer {}

    /** Parses the header. Several header lines are joined with commas, which makes them invalid as a token. */
    static Bearer of(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new MissingBearer(ErrorResponses.MISSING);
        }
        var header = authorization.strip();
        var scheme = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (scheme && header.length() == SCHEME.length()) {
            return new MissingBearer(ErrorResponses.MISSING);
        } else if (!scheme || header.charAt(SCHEME.length()) != ' ') {
            return new MissingBearer(ErrorResponses.NOT_BEARER);
        }
        var token = header.substring(SCHEME.length()).strip();
        return isVisibleAscii(token) ? new BearerToken(Caller.of(token)) : new MissingBearer(ErrorResponses.NOT_BEARER);
    }

    private static boolean isVisibleAscii(String token) {
        return token.chars().allMatch(it -> it > ' ' && it <= '~');
    }

    default @Nullable Caller caller() {
        return this instanceof BearerToken(var caller) ? caller : null;
    }
}
