package com.quiltdata.sandbox.json;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Python's {@code repr} of a plain value, with which Quilt's messages quote what they refuse. */
public final class PythonRepr {
    private PythonRepr() {}

    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean truth -> truth ? "True" : "False";
            case String text -> quoted(text);
            case Double number -> PythonFloat.repr(number);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> list -> "[" + joined(list) + "]";
            default -> value.toString();
        };
    }

    /** Returns all values, separated by commas. */
    public static String joined(Collection<?> values) {
        return values.stream().map(PythonRepr::of).collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return text.contains("'") && !text.contains("\"")
                ? "\"" + escaped + "\""
                : "'" + escaped.replace("'", "\\'") + "'";
    }
}
