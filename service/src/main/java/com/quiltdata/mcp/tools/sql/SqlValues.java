package com.quiltdata.mcp.tools.sql;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Longs;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON values of Athena's types. */
final class SqlValues {
    /** The largest integer that every JSON reader keeps exactly, because it reads numbers as doubles (RFC 8259 §6). */
    private static final long MAX_EXACT = (1L << 53) - 1;

    /** Types whose values Athena writes without quotes, types or names, so that a text does not say what it holds. */
    private static final Set<String> NESTED = Set.of("array", "map", "row", "struct");

    private SqlValues() {}

    /** Returns whether {@code CAST(x AS JSON)} says more than Athena's text of a value. */
    static boolean isNested(String type) {
        return NESTED.contains(type);
    }

    /**
     * Returns the JSON value of what Athena writes: a boolean, a number that a double holds exactly, the value of a JSON
     * column, or else the text itself, which loses no digits. Null for NULL.
     */
    static @Nullable Object json(String type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case "boolean" -> bool(text);
            case "tinyint", "smallint", "integer", "int", "bigint" -> integer(text);
            case "float", "real", "double" -> fraction(text);
            case "json" -> ToolJson.exact(text).<Object>map(it -> it).orElse(text);
            default -> text;
        };
    }

    private static Object bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }

    private static Object integer(String text) {
        var value = Longs.tryParse(text);
        return value == null || Math.abs(value) > MAX_EXACT || value == Long.MIN_VALUE ? text : value;
    }

    /** NaN and the infinities have no JSON number. */
    private static Object fraction(String text) {
        var value = Doubles.tryParse(text);
        return value == null || !Double.isFinite(value) ? text : value;
    }
}
