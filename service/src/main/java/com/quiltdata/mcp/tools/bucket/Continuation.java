package com.quiltdata.mcp.tools.bucket;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The opaque token with which a listing goes on after one of its keys. */
final class Continuation {
    private static final String MARK = "after.";

    /** What Base64 for URLs can be, so that decoding never fails. */
    private static final Pattern ALPHABET = Pattern.compile("after\\.([\\w-]{4})*([\\w-]{2,3})?");

    private Continuation() {}

    static String after(String key) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key in a token; {@code IllegalArgumentException} when it is none of ours. */
    static String key(String token) {
        if (!ALPHABET.matcher(token).matches()) {
            throw foreign();
        }
        var key = new String(Base64.getUrlDecoder().decode(token.substring(MARK.length())), StandardCharsets.UTF_8);
        if (!after(key).equals(token)) {
            throw foreign();
        }
        return key;
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "must be the next_continuation_token of an answer before, unchanged; leave it out to begin anew");
    }
}
