package com.quiltdata.mcp.http;

import com.quiltdata.mcp.mcp.McpRequest.StreamPreference;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of {@code Accept} for event streams and of {@code Accept-Encoding} for gzip (RFC 9110 §12.5). Of weights only
 * {@code q=0} matters.
 */
final class AcceptHeader {
    private static final String EVENTS = "text/event-stream";

    /** What the protocol requires clients to send, in the form that the SDKs send it. */
    private static final String USUAL = "application/json, text/event-stream";

    /** The coding gzip with no weight, or one above 0. */
    private static final Pattern GZIP =
            Pattern.compile("gzip(\\s*;\\s*q=(1(\\.0{0,3})?|0\\.(?!0*$)\\d{1,3}))?", Pattern.CASE_INSENSITIVE);

    private AcceptHeader() {}

    /** Returns whether {@code Accept-Encoding} names gzip and does not refuse it. */
    static boolean gzip(@Nullable String encodings) {
        return encodings != null
                && Arrays.stream(encodings.split(",", -1))
                        .anyMatch(coding -> GZIP.matcher(coding.strip()).matches());
    }

    static StreamPreference streams(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return StreamPreference.IF_ASKED_FOR;
        } else if (accept.equals(USUAL)) {
            return StreamPreference.ANY;
        }
        var ranges = accept.toLowerCase(Locale.ROOT).split(",", -1);
        var named = Arrays.stream(ranges)
                .filter(range -> type(range).equals(EVENTS))
                .findFirst();
        if (named.isPresent()) {
            return refused(named.get()) ? StreamPreference.NONE : StreamPreference.ANY;
        }
        return Arrays.stream(ranges)
                        .anyMatch(range ->
                                (type(range).equals("*/*") || type(range).equals("text/*")) && !refused(range))
                ? StreamPreference.IF_ASKED_FOR
                : StreamPreference.NONE;
    }

    private static String type(String range) {
        return range.split(";", -1)[0].strip();
    }

    private static boolean refused(String range) {
        return Arrays.stream(range.split(";", -1))
                .skip(1)
                .anyMatch(it -> it.strip().matches("q=0(\\.0*)?"));
    }
}
