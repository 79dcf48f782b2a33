package com.quiltdata.mcp.tools.bucket;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The opaque token with which a listing goes on after one of its keys. */
final class Continuation {
    private static final String MARK = "after.";
    private static final Pattern TOKEN = Pattern.compile("after\\.([A-Za-z0-9_-]+)");

    private Continuation() {}

    static String after(String key) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key in a token; {@code IllegalArgumentException} when it is none of ours. */
    static String key(String token) {
        var match = TOKEN.matcher(token);
        if (match.matches() && match.group(1).length() % 4 != 1) {
            var key = new String(Base64.getUrlDecoder().decode(match.group(1)), StandardCharsets.UTF_8);
            if (after(key).equals(token)) {
                return key;
            }
        }
        throw new IllegalArgumentException(
                "must be the next_continuation_token of an answer before, unchanged; leave it out to begin anew");
    }
}
