package com.quiltdata.mcp.tools.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Helpers for metadata values. */
final class MetadataValues {
    private static final Set<String> SAY_NOTHING =
            Set.of("", "unknown", "tbd", "todo", "n/a", "na", "none", "null", "placeholder", "-", "?", "xxx");
    private static final int SHOWN = 60;

    private MetadataValues() {}

    /** Whether a value is null, empty or a placeholder such as "TBD". */
    static boolean empty(@Nullable Object value) {
        return value == null
                || (value instanceof String text
                        && SAY_NOTHING.contains(text.strip().toLowerCase(Locale.ROOT)));
    }

    /** Estimates the size of a value as JSON, in bytes. */
    static long weight(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                2
                        + map.entrySet().stream()
                                .mapToLong(it -> weight(it.getKey()) + weight(it.getValue()) + 2)
                                .sum();
            case Collection<?> all ->
                2 + all.stream().mapToLong(it -> weight(it) + 1).sum();
            case String text -> 2 + text.getBytes(StandardCharsets.UTF_8).length;
            case null -> 4;
            default -> value.toString().length();
        };
    }

    /** Quotes a name or value for a message, shortened to 60 characters. */
    static String quoted(Object value) {
        var text = value.toString().replaceAll("\\p{Cntrl}", "?");
        var most = text.codePointCount(0, text.length());
        return most <= SHOWN ? "\"" + text + "\"" : "\"" + text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…\"";
    }
}
