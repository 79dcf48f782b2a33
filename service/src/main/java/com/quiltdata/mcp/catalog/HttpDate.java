package com.quiltdata.mcp.catalog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A date in a header (RFC 9110 §5.6.7), in the form that senders must use. */
public final class HttpDate {
    private HttpDate() {}

    /** Returns the instant; null when the value is absent or no such date. */
    public static @Nullable Instant parse(@Nullable String value) {
        try {
            return value == null
                    ? null
                    : ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
