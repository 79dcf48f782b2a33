package com.quiltdata.mcp.http;

import com.quiltdata.mcp.mcp.Inbound;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an {@code Accept} header says about event streams (RFC 9110 §12.5.1). Its weights matter only where they are 0. */
final class Accepts {
    private static final String EVENTS = "text/event-stream";

    private Accepts() {}

    static Inbound.Streams streams(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return Inbound.Streams.IF_ASKED_FOR;
        }
        var ranges = accept.toLowerCase(Locale.ROOT).split(",", -1);
        var named = Arrays.stream(ranges)
                .filter(range -> type(range).equals(EVENTS))
                .findFirst();
        if (named.isPresent()) {
            return refused(named.get()) ? Inbound.Streams.NONE : Inbound.Streams.ANY;
        }
        return Arrays.stream(ranges)
                        .anyMatch(range ->
                                (type(range).equals("*/*") || type(range).equals("text/*")) && !refused(range))
                ? Inbound.Streams.IF_ASKED_FOR
                : Inbound.Streams.NONE;
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
