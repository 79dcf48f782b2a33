package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.json.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Athena's words for DuckDB's errors. */
final class AthenaErrors {
    private static final Pattern TABLE = Pattern.compile(
            "Table with name \"?(.+?)\"? does not exist( because schema \"(.+)\" does not exist)?[.!].*");
    private static final Pattern FUNCTION = Pattern.compile("(?:\\w+ )?Function with name (\\S+) does not exist!.*");
    private static final Pattern NEAR = Pattern.compile("syntax error at (?:or near \"(.*)\"|end of input)");
    private static final Pattern CAST = Pattern.compile("Could not convert string '(.*)' to (\\w+).*");
    private static final Pattern QUALIFIED = Pattern.compile("Table \"(.+)\" does not have a column named \"(.+)\".*");
    private static final Pattern FIRST_NAME = Pattern.compile("[^\"]*\"([^\"]+)\".*");

    /** Words that end no statement; DuckDB names them where Trino names the end of the text. */
    private static final Set<String> INCOMPLETE =
            Set.of("and", "as", "by", "from", "having", "in", "join", "like", "not", "on", "or", "select", "where");

    /** DuckDB's words that have one name in Athena. */
    private static final Map<String, String> REASONS = Map.of(
            "must appear in the GROUP BY clause", "EXPRESSION_NOT_AGGREGATE",
            "is ambiguous", "AMBIGUOUS_NAME",
            "Ambiguous reference", "AMBIGUOUS_NAME",
            "Overflow", "NUMERIC_VALUE_OUT_OF_RANGE",
            "out of range", "NUMERIC_VALUE_OUT_OF_RANGE",
            "No function matches", "TYPE_MISMATCH",
            "Cannot compare values", "TYPE_MISMATCH",
            "best candidate function", "TYPE_MISMATCH",
            "Could not convert", "TYPE_MISMATCH");

    private AthenaErrors() {}

    static SqlException of(SqlText text, StatementContext context, SQLException failure) {
        Map<String, @Nullable Object> error = error(failure);
        String message = firstLine(error.get("exception_message"));
        if (message.contains("Division by zero")) {
            return new SqlException("DIVISION_BY_ZERO: Division by zero");
        }
        if ("Out of Memory".equals(error.get("exception_type"))) {
            return new SqlException("EXCEEDED_LOCAL_MEMORY_LIMIT: Query exhausted resources at this scale factor");
        }
        if ("COLUMN_NOT_FOUND".equals(error.get("error_subtype"))) {
            return column(text, String.valueOf(error.get("name")));
        }
        Matcher qualified = QUALIFIED.matcher(message);
        if (qualified.matches()) {
            return new SqlException("COLUMN_NOT_FOUND: %s: Column '%s.%s' cannot be resolved"
                    .formatted(text.placeOf(qualified.group(1)), qualified.group(1), qualified.group(2)));
        }
        Matcher table = TABLE.matcher(message);
        if (table.matches()) {
            return table(
                    text,
                    context,
                    written(text, List.of(table.group(1).replace("\"", "").split("\\."))));
        }
        Matcher function = FUNCTION.matcher(message);
        if (function.matches()) {
            return new SqlException("FUNCTION_NOT_FOUND: %s: Function '%s' not registered"
                    .formatted(text.placeOf(function.group(1)), function.group(1)));
        }
        Matcher near = NEAR.matcher(message);
        return near.matches() ? syntax(text, near.group(1)) : other(text, message);
    }

    private static SqlException column(SqlText text, String name) {
        String column = name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
        return new SqlException(
                "COLUMN_NOT_FOUND: %s: Column '%s' cannot be resolved".formatted(text.placeOf(column), column));
    }

    /** Returns the name as the statement has it, as DuckDB leaves out databases that it has, or the parts. */
    private static List<String> written(SqlText text, List<String> parts) {
        for (int i = 1; i < text.tokens().size(); i++) {
            if (text.tokens().get(i).isName() && (text.isAt(i - 1, "from") || text.isAt(i - 1, "join"))) {
                List<String> name = StatementContext.parts(text, i);
                if (name.size() > parts.size() && name.getLast().equalsIgnoreCase(parts.getLast())) {
                    return name;
                }
            }
        }
        return parts;
    }

    private static SqlException table(SqlText text, StatementContext context, List<String> parts) {
        String name = parts.getLast();
        String place = text.placeOf(parts.getFirst());
        String database = parts.size() > 1 ? parts.get(parts.size() - 2) : context.database();
        String dataCatalog = parts.size() > 2 ? context.catalogNamed(parts.getFirst()) : context.dataCatalog();
        if (!context.catalog().names().contains(dataCatalog)) {
            return new SqlException("CATALOG_NOT_FOUND: %s: Catalog '%s' not found".formatted(place, dataCatalog));
        }
        if (database == null) {
            return StatementContext.schemaMissing(place);
        }
        if (!context.catalog().has(dataCatalog, database)) {
            return new SqlException("SCHEMA_NOT_FOUND: %s: Schema '%s' does not exist".formatted(place, database));
        }
        var qualified =
                new QualifiedName(dataCatalog, database.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        return new SqlException("TABLE_NOT_FOUND: %s: Table '%s' does not exist".formatted(place, qualified));
    }

    private static SqlException syntax(SqlText text, @Nullable String near) {
        SqlToken last = text.tokens().getLast();
        boolean incomplete = last.is(String.valueOf(near))
                && (last.type() == SqlToken.TokenType.SYMBOL || INCOMPLETE.contains(last.name()));
        return near == null || incomplete
                ? text.mismatch(text.tokens().size())
                : new SqlException("SYNTAX_ERROR: %s: mismatched input '%s'".formatted(text.placeOf(near), near));
    }

    private static SqlException other(SqlText text, String message) {
        Matcher cast = CAST.matcher(message);
        if (cast.matches() && text.names().contains("cast")) {
            return new SqlException(
                    "INVALID_CAST_ARGUMENT: Cannot cast '%s' to %s".formatted(cast.group(1), type(cast.group(2))));
        }
        Matcher name = FIRST_NAME.matcher(message);
        String place = name.matches() ? text.placeOf(name.group(1)) : text.place(0);
        return REASONS.entrySet().stream()
                .filter(reason -> message.contains(reason.getKey()))
                .findFirst()
                .map(reason -> new SqlException("%s: %s: %s".formatted(reason.getValue(), place, message)))
                .orElseGet(() -> new SqlException("GENERIC_USER_ERROR: " + message));
    }

    private static String type(String duck) {
        return switch (duck) {
            case "INT8" -> "TINYINT";
            case "INT16" -> "SMALLINT";
            case "INT32" -> "INT";
            case "INT64" -> "BIGINT";
            default -> duck;
        };
    }

    /** Returns the first line of DuckDB's message. */
    static String reason(Throwable failure) {
        return failure instanceof SQLException sql
                ? firstLine(error(sql).get("exception_message"))
                : String.valueOf(failure.getMessage());
    }

    private static Map<String, @Nullable Object> error(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        int json = message.indexOf('{');
        try {
            return json < 0 ? Json.of("exception_message", message) : Json.object(message.substring(json));
        } catch (RuntimeException e) {
            return Json.of("exception_message", message);
        }
    }

    private static String firstLine(@Nullable Object message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
