package com.quiltdata.mcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be seen to be wrong with a token that the catalog has refused, in a sentence for whoever set up the client. */
final class TokenFaults {
    /** What documentation and clients put where a token belongs; no token looks like that, so that it may be repeated. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(?:(?:env|input):)?[A-Za-z_-]{1,40}}|\\$[A-Z_]{1,40}"
                    + "|<[A-Za-z_-]{1,40}>|(?i:your[_-](?:[a-z]{1,10}[_-]){0,3}(?:token|jwt|key))");

    /** The longest header that servers take which are not told otherwise, in bytes: nginx and Apache httpd. */
    private static final int COMMON_HEADER = 8 * 1024;

    private TokenFaults() {}

    /** The sentence, in ASCII without quotes; null where nothing is to be seen. */
    static @Nullable String sentence(String bearer, JsonNode payload, Instant now) {
        if (PLACEHOLDER.matcher(bearer).matches()) {
            return "The client sent the placeholder " + bearer
                    + " instead of a token: set the variable in its configuration.";
        }
        var expiry = payload.path("exp");
        if (expiry.isNumber() && expiry.asDouble() > 0 && expiry.asDouble() <= now.getEpochSecond()) {
            return "It expired at " + Instant.ofEpochSecond(expiry.asLong()) + ".";
        }
        return bearer.length() > COMMON_HEADER
                ? "It is %,d bytes long, more than the %,d that many servers take: use an API key of the catalog."
                        .formatted(bearer.length(), COMMON_HEADER)
                : null;
    }
}
