package com.quiltdata.mcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Detector of visible faults in a token that the catalog has refused, for the person who set up the client. */
final class TokenFaultDetector {
    /** Placeholders from documentation and client configurations; no token has this form, so they may be quoted. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(?:(?:env|input):)?[A-Za-z_-]{1,40}}|\\$[A-Z_]{1,40}"
                    + "|<[A-Za-z_-]{1,40}>|(?i:your[_-](?:[a-z]{1,10}[_-]){0,3}(?:token|jwt|key))");

    /** Default maximum size of a header in nginx and Apache httpd, in bytes. */
    private static final int COMMON_HEADER = 8 * 1024;

    private TokenFaultDetector() {}

    /** Returns the sentence, in ASCII without quotes; null if no fault is visible. */
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
                ? "It is %,d bytes long, but many servers accept only %,d. Use an API key of the catalog instead."
                        .formatted(bearer.length(), COMMON_HEADER)
                : null;
    }
}
