package com.quiltdata.mcp.tools.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON types, named as in JSON Schema. */
enum JsonType {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    ARRAY,
    OBJECT;

    private static final Pattern INTEGRAL = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,15})(\\.\\d{1,15})?([eE][+-]?\\d{1,3})?");

    /** Returns the type with this name; empty for {@code null} or an unknown name. */
    static Optional<JsonType> named(@Nullable Object name) {
        return Arrays.stream(values()).filter(type -> type.word().equals(name)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean has(@Nullable Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case INTEGER -> value instanceof Number number && integral(number);
            case BOOLEAN -> value instanceof Boolean;
            case ARRAY -> value instanceof List;
            case OBJECT -> value instanceof Map;
        };
    }

    /** Converts a value to this type if it is unambiguous, for example "42" to 42; otherwise empty. */
    Optional<Object> convert(Object value) {
        return switch (this) {
            case STRING ->
                value instanceof Number || value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
            case INTEGER -> text(value, INTEGRAL).map(Long::valueOf);
            case NUMBER ->
                text(value, INTEGRAL)
                        .<Object>map(Long::valueOf)
                        .or(() -> text(value, DECIMAL).map(Double::valueOf).filter(Double::isFinite));
            case BOOLEAN -> text(value, TRUTH).map(Boolean::valueOf);
            case ARRAY -> value instanceof Map ? Optional.empty() : Optional.of(List.of(value));
            case OBJECT -> Optional.empty();
        };
    }

    private static Optional<String> text(Object value, Pattern pattern) {
        return value instanceof String text && pattern.matcher(text.strip()).matches()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static boolean integral(Number number) {
        var value = number.doubleValue();
        return value == Math.rint(value) && !Double.isInfinite(value);
    }
}
