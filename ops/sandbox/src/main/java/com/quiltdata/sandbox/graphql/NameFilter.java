package com.quiltdata.sandbox.graphql;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A filter of package names: they contain the text, or match it as a whole if it has {@code *} or {@code ?}. */
record NameFilter(@Nullable String text) implements Predicate<String> {
    @Override
    public boolean test(String name) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        String lower = name.toLowerCase(Locale.ROOT);
        if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0) {
            return lower.contains(wanted);
        }
        String quoted = Pattern.quote(wanted).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(quoted, lower);
    }
}
