package com.quiltdata.sandbox.json;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON encoding that Quilt hashes: Python's {@code json.dumps(x, sort_keys=True, separators=(",", ":"))}. ASCII
 * only, keys by Unicode code point, integers and floats distinguished.
 */
public final class CanonicalJson {
    /** Compares by code point, which differs from {@link String#compareTo} above U+FFFF. */
    public static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    private CanonicalJson() {}

    public static String write(@Nullable Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(out, text);
            case Boolean flag -> out.append(flag.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case BigInteger number -> out.append(number);
            case Double number -> out.append(PythonFloat.repr(number));
            case Map<?, ?> map -> object(out, map);
            case Collection<?> items -> array(out, items);
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (String key :
                map.keySet().stream().map(String::valueOf).sorted(BY_CODE_POINT).toList()) {
            out.append(separator);
            quote(out, key);
            out.append(':');
            append(out, map.get(key));
            separator = ",";
        }
        out.append('}');
    }

    private static void array(StringBuilder out, Collection<?> items) {
        out.append('[');
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            append(out, item);
            separator = ",";
        }
        out.append(']');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        text.chars().forEach(c -> escape(out, (char) c));
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c >= 0x20 && c < 0x7f) {
                    out.append(c);
                } else {
                    out.append("\\u%04x".formatted((int) c));
                }
            }
        }
    }

    private static int compareCodePoints(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return IntStream.range(0, Math.min(a.length, b.length))
                .map(i -> Integer.compare(a[i], b[i]))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(Integer.compare(a.length, b.length));
    }
}
