package com.quiltdata.mcp.tools.bucket;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The opaque token with which a listing goes on after one of its keys. */
final class Continuation {
    private static final String MARK = "after.";

    private Continuation() {}

    static String after(String key) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key in a token; {@code IllegalArgumentException} when it is none of ours. */
    static String key(String token) {
        if (!token.startsWith(MARK)) {
            throw foreign();
        }
        try {
            var key = new String(Base64.getUrlDecoder().decode(token.substring(MARK.length())), StandardCharsets.UTF_8);
            if (after(key).equals(token)) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "must be the next_continuation_token of an answer before, unchanged; leave it out to begin anew");
    }
}
