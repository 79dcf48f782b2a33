package com.quiltdata.sandbox.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conversions between the names of types in Glue, DuckDB and Athena's results. */
final class TypeNames {
    private static final Pattern SIZED = Pattern.compile("(\\w+)\\((\\d+)(?:,\\s*(\\d+))?\\)");
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private TypeNames() {}

    /** Returns DuckDB's type of a column of Glue, for example {@code VARCHAR[]} of {@code array<string>}. */
    static String duck(String glue) {
        String type = glue.strip().toLowerCase(Locale.ROOT);
        int open = type.indexOf('<');
        if (open > 0) {
            List<String> parts = split(type.substring(open + 1, type.length() - 1), ',');
            return switch (type.substring(0, open)) {
                case "array" -> duck(parts.getFirst()) + "[]";
                case "map" -> "MAP(" + join(parts, TypeNames::duck) + ")";
                default ->
                    "STRUCT(" + join(parts, part -> field(part, ':', " ", TypeNames::duck, TypeNames::quoted)) + ")";
            };
        }
        return switch (type.split("\\(", 2)[0]) {
            case "string", "varchar", "char" -> "VARCHAR";
            case "binary", "varbinary" -> "BLOB";
            case "float", "real" -> "FLOAT";
            case "int" -> "INTEGER";
            default -> type.toUpperCase(Locale.ROOT);
        };
    }

    /** Returns Glue's type of a column of DuckDB. */
    static String glue(String duck) {
        if (duck.endsWith("[]")) {
            return "array<" + glue(duck.substring(0, duck.length() - 2)) + ">";
        }
        if (duck.startsWith("MAP(")) {
            return "map<" + join(split(inner(duck), ','), TypeNames::glue) + ">";
        }
        if (duck.startsWith("STRUCT(")) {
            return "struct<"
                    + join(split(inner(duck), ','), part -> field(part, ' ', ":", TypeNames::glue, TypeNames::unquoted))
                    + ">";
        }
        return switch (duck) {
            case "VARCHAR", "JSON", "UUID", "\"NULL\"" -> "string";
            case "BLOB" -> "binary";
            case "INTEGER", "UTINYINT", "USMALLINT" -> "int";
            case "HUGEINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> "bigint";
            case "TIMESTAMP WITH TIME ZONE" -> "timestamp";
            default -> duck.startsWith("TIMESTAMP") ? "timestamp" : duck.toLowerCase(Locale.ROOT);
        };
    }

    /** Returns a column of a result with Athena's type of one of DuckDB's. */
    static SqlResult.Column column(String name, String duck) {
        var sized = SIZED.matcher(duck);
        if (sized.matches() && duck.startsWith("DECIMAL")) {
            return new SqlResult.Column(
                    name, "decimal", Integer.parseInt(sized.group(2)), Integer.parseInt(sized.group(3)));
        }
        String type = athena(duck);
        return new SqlResult.Column(name, type, precision(type), 0);
    }

    /** Returns a column of a result with the length that Glue's {@code char(3)} or {@code varchar(20)} has. */
    static SqlResult.Column sized(String name, String glue) {
        var sized = SIZED.matcher(glue);
        return sized.matches()
                ? new SqlResult.Column(name, sized.group(1), Integer.parseInt(sized.group(2)), 0)
                : column(name, duck(glue));
    }

    private static String athena(String duck) {
        if (duck.endsWith("[]")) {
            return "array";
        }
        return switch (duck.split("\\(", 2)[0]) {
            case "MAP" -> "map";
            case "STRUCT", "TUPLE" -> "row";
            case "BLOB" -> "varbinary";
            case "UTINYINT", "USMALLINT" -> "integer";
            case "HUGEINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> "bigint";
            case "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "timestamp";
            case "INTERVAL" -> "interval day to second";
            case "\"NULL\"" -> "unknown";
            default -> duck.startsWith("ENUM") ? "varchar" : duck.toLowerCase(Locale.ROOT);
        };
    }

    private static int precision(String type) {
        return switch (type) {
            case "tinyint", "timestamp", "time", "timestamp with time zone" -> 3;
            case "smallint" -> 5;
            case "integer" -> 10;
            case "bigint" -> 19;
            case "float", "double" -> 17;
            case "varchar", "json" -> UNBOUNDED;
            case "varbinary" -> 1 << 30;
            default -> 0;
        };
    }

    private static String field(
            String part, char between, String then, Function<String, String> type, Function<String, String> name) {
        List<String> named = split(part.strip(), between);
        String rest = String.join(String.valueOf(between), named.subList(1, named.size()));
        return name.apply(named.getFirst()) + then + type.apply(rest);
    }

    private static String join(List<String> parts, Function<String, String> each) {
        return parts.stream().map(String::strip).map(each).collect(Collectors.joining(","));
    }

    private static String inner(String type) {
        return type.substring(type.indexOf('(') + 1, type.length() - 1);
    }

    /** Splits where a character is outside brackets and quotes. */
    private static List<String> split(String text, char by) {
        var parts = new ArrayList<String>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : "(<".indexOf(c) >= 0 ? 1 : ")>".indexOf(c) >= 0 ? -1 : 0;
            if (c == by && depth == 0 && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Returns a name in double quotes. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Returns a string literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String unquoted(String name) {
        return name.replace("\"", "");
    }
}
