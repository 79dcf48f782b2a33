package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.VersionPage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The opaque token that continues a listing after a key, or after one version of a key. */
final class ContinuationToken {
    private static final String MARK = "after.";
    /** Enough for a key and a version ID of S3, at most 1,024 bytes each. */
    private static final int MAX_LENGTH = 3000;

    private static final Pattern TOKEN = Pattern.compile("after\\.([A-Za-z0-9_-]+)");
    private static final Pattern VERSION = Pattern.compile("(after\\.[A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

    private ContinuationToken() {}

    static String after(String key) {
        return MARK + encoded(key);
    }

    static String after(String key, String versionId) {
        return after(key) + "." + encoded(versionId);
    }

    /** Returns the key in a token; {@code IllegalArgumentException} if this server did not create it. */
    static String key(String token) {
        var match = TOKEN.matcher(token);
        if (token.length() <= MAX_LENGTH && match.matches()) {
            var key = decoded(match.group(1));
            if (after(key).equals(token)) {
                return key;
            }
        }
        throw foreign();
    }

    /** Returns the position in a version listing; {@code IllegalArgumentException} if this server did not create it. */
    static VersionPage.VersionPosition version(String token) {
        var match = VERSION.matcher(token);
        if (token.length() > MAX_LENGTH || !match.matches()) {
            return new VersionPage.VersionPosition(key(token), null);
        }
        var after = new VersionPage.VersionPosition(key(match.group(1)), decoded(match.group(2)));
        if (after(after.key(), decoded(match.group(2))).equals(token)) {
            return after;
        }
        throw foreign();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        if (text.length() % 4 == 1) {
            throw foreign();
        }
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "must be the unchanged next_continuation_token of an earlier result with the"
                        + " same include_versions; leave it out to start from the beginning.");
    }
}
