package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tool.ToolJson;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of cells as numbers, as times and as text. */
final class CellValues {
    /** The largest number that a chart shows; the squares of larger ones are infinite. */
    private static final double MAX = 1e150;

    private static final double MAX_WHOLE = 1e15;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /** A month, a day or a time, in the forms of ISO 8601, also with a blank before the time and "UTC" after it. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})-(0[1-9]|1[0-2])(?:-(\\d{2})"
                    + "(?:[T ]((?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?) ?(UTC|Z|[+-](?:0\\d|1[0-7]):?[0-5]\\d)?)?)?");

    private static final Pattern UTC = Pattern.compile(" ?UTC$");

    private CellValues() {}

    /** Returns the number in a cell; true counts as 1 and false as 0. */
    static OptionalDouble number(@Nullable Object value) {
        return switch (value) {
            case Boolean bool -> OptionalDouble.of(bool ? 1 : 0);
            case Number number -> finite(number.doubleValue());
            case String text when NUMBER.matcher(text.strip()).matches() -> finite(Double.parseDouble(text.strip()));
            case null, default -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble finite(double value) {
        return Math.abs(value) <= MAX ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Returns whether a cell has a number, but a larger one than a chart shows. */
    static boolean isTooLarge(@Nullable Object value) {
        return switch (value) {
            case Number number -> Math.abs(number.doubleValue()) > MAX;
            case String text ->
                NUMBER.matcher(text.strip()).matches() && Math.abs(Double.parseDouble(text.strip())) > MAX;
            case null, default -> false;
        };
    }

    /** Returns the date or time in a cell, in milliseconds since 1970; one without a time zone is in UTC. */
    static OptionalDouble time(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return OptionalDouble.empty();
        }
        var parts = TIME.matcher(value.toString().strip());
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        var month = YearMonth.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        var day = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
        if (!month.isValidDay(day)) {
            return OptionalDouble.empty();
        }
        var time = parts.group(4) == null ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(4));
        var zone = parts.group(5);
        var offset = zone == null || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
        return OptionalDouble.of(
                (double) month.atDay(day).atTime(time).toInstant(offset).toEpochMilli());
    }

    /** Returns a number as JSON has it shortest: without a fraction if it is whole. */
    static Object shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < MAX_WHOLE ? (Object) (long) value : (Object) value;
    }

    /** Returns a cell in the form that ECharts reads as the same number or time: it knows neither booleans nor "UTC". */
    static @Nullable Object readable(@Nullable Object value) {
        return switch (value) {
            case Boolean bool -> bool ? 1 : 0;
            case String text
            when time(text).isPresent() -> UTC.matcher(text.strip()).replaceFirst("Z");
            case null, default -> value;
        };
    }

    /** Returns a cell as text; nested values as JSON. */
    static String text(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Map<?, ?> object -> ToolJson.text(object);
            case Collection<?> list -> ToolJson.text(list);
            default -> String.valueOf(value);
        };
    }
}
