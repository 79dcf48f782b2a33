package com.quiltdata.mcp.catalog.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registry's own words about a refusal, cleaned for the caller. */
public final class RegistryReason {
    private static final Pattern BOTO =
            Pattern.compile("An error occurred \\((\\w+)\\) when calling the (\\w+) operation"
                    + "(?: \\(reached max retries: \\d+\\))?:");
    private static final int MAX_LENGTH = 1000;

    private RegistryReason() {}

    /** Returns a text on one line without the caller's token, long ones truncated; boto's errors are shortened. */
    public static String cleaned(Caller caller, String text) {
        var line = caller.redact(text).replaceAll("\\p{Cc}+", " ").strip();
        var plain = BOTO.matcher(line).replaceAll("$2 failed with $1:");
        return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "…";
    }

    /** Returns the {@code message} of a REST refusal as a sentence, preceded by a space; empty if there is none. */
    public static String of(@Nullable Caller caller, JsonNode body) {
        var message = UpstreamJson.text(body, "message");
        return caller == null || message == null || message.isBlank()
                ? ""
                : " The registry says: " + cleaned(caller, message).replaceFirst("(?<![.!?…])$", ".");
    }
}
