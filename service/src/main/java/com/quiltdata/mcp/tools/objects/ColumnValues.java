package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tools.objects.ObjectReadResult.ColumnProfile;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the values of a column: their type, range and number, as they are written. */
final class ColumnValues {
    private static final int MAX_DISTINCT = 100;
    private static final int MAX_TEXT = 100;
    private static final String DAY = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

    /** The types of values; a column has the first of those that all of its values have. */
    private enum ValueType {
        BOOLEAN("(?i)true|false"),
        // Not with leading zeros, which codes have and numbers have not.
        INTEGER("[+-]?(0|[1-9]\\d{0,39})"),
        DECIMAL("[+-]?((0|[1-9]\\d{0,39})(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?"),
        DATE(DAY),
        TIMESTAMP(DAY + "[T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,12})?)?Z?"),
        TEXT("(?s).*"),
        JSON("(?s).*");

        private final Pattern pattern;

        ValueType(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        boolean matches(Object value, String text) {
            var nested = value instanceof Map || value instanceof Collection;
            return nested ? this == JSON : pattern.matcher(text).matches();
        }
    }

    /** A value as written, and as a number if it is one. */
    private record Written(String text, @Nullable BigDecimal number) {
        boolean isBelow(Written other) {
            return (number != null && other.number != null)
                    ? number.compareTo(other.number) < 0
                    : text.compareTo(other.text) < 0;
        }
    }

    private final Set<ValueType> types = EnumSet.allOf(ValueType.class);
    private final Set<String> distinct = new HashSet<>();
    private final Range numbers = new Range();
    private final Range texts = new Range();
    private long nulls;

    private static final class Range {
        private @Nullable Written min;
        private @Nullable Written max;

        void add(Written value) {
            min = min == null || value.isBelow(min) ? value : min;
            max = max == null || max.isBelow(value) ? value : max;
        }
    }

    void add(@Nullable Object value) {
        if (value == null || value.equals("")) {
            nulls++;
            return;
        }
        var text = value.toString();
        types.removeIf(type -> !type.matches(value, text));
        if (distinct.size() <= MAX_DISTINCT) {
            distinct.add(text);
        }
        if (types.contains(ValueType.DECIMAL)) {
            numbers.add(new Written(text, new BigDecimal(text)));
        }
        texts.add(new Written(text, null));
    }

    ColumnProfile profile(String name) {
        var type = distinct.isEmpty() ? ValueType.TEXT : types.iterator().next();
        var range = types.contains(ValueType.DECIMAL) ? numbers : texts;
        var hasRange = type != ValueType.JSON;
        return new ColumnProfile(
                name,
                type.name().toLowerCase(Locale.ROOT),
                nulls,
                hasRange ? written(range.min) : null,
                hasRange ? written(range.max) : null,
                distinct.size() <= MAX_DISTINCT ? distinct.size() : null);
    }

    private static @Nullable String written(@Nullable Written value) {
        if (value == null || value.text().length() <= MAX_TEXT) {
            return value == null ? null : value.text();
        }
        return value.text().substring(0, MAX_TEXT) + "…";
    }
}
