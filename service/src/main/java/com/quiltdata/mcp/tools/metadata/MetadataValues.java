package com.quiltdata.mcp.tools.metadata;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Helpers for metadata values. */
final class MetadataValues {
    private static final Set<String> PLACEHOLDERS =
            Set.of("", "unknown", "tbd", "todo", "n/a", "na", "none", "null", "placeholder", "-", "?", "xxx");
    private static final int MAX_QUOTED = 60;

    private MetadataValues() {}

    /** Whether a value is null, empty or a placeholder such as "TBD". */
    static boolean isEmptyOrPlaceholder(@Nullable Object value) {
        return value == null
                || (value instanceof String text
                        && PLACEHOLDERS.contains(text.strip().toLowerCase(Locale.ROOT)));
    }

    /** Quotes a name or value for a message, shortened to 60 characters. */
    static String quoted(Object value) {
        return '"' + WellFormedText.shortened(value.toString().replaceAll("\\p{Cc}", "?"), MAX_QUOTED) + '"';
    }
}
