package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.sql.SqlToken.TokenType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The differences between Trino's SQL and DuckDB's that the engine translates. */
final class TrinoDialect {
    /** Trino's functions that DuckDB lacks, or has with another meaning. */
    static final List<String> MACROS = List.of(
                    "approx_distinct(x) AS approx_count_distinct(x)",
                    "approx_percentile(x, p) AS approx_quantile(x, p)",
                    "array_join(a, s) AS array_to_string(a, s)",
                    "cardinality(x) AS len(x)",
                    "date(x) AS CAST(x AS DATE)",
                    "date_add(u, n, d) AS d + CASE lower(u) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN"
                            + " to_minutes(n) WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(n) WHEN 'week' THEN"
                            + " to_weeks(n) WHEN 'month' THEN to_months(n) WHEN 'year' THEN to_years(n) END",
                    "day_of_week(x) AS isodow(x)",
                    "element_at(x, k) AS x[k]",
                    "from_hex(x) AS unhex(x)",
                    "from_iso8601_date(x) AS CAST(x AS DATE)",
                    "from_iso8601_timestamp(x) AS CAST(x AS TIMESTAMPTZ)",
                    "from_unixtime(x) AS to_timestamp(x)",
                    "from_utf8(x) AS decode(x)",
                    "infinity() AS CAST('Infinity' AS DOUBLE)",
                    "is_nan(x) AS isnan(x)",
                    "json_extract_scalar(j, p) AS json_extract_string(j, p)",
                    "json_format(j) AS CAST(j AS VARCHAR)",
                    "json_parse(s) AS CAST(s AS JSON)",
                    "nan() AS CAST('NaN' AS DOUBLE)",
                    "rand() AS random()",
                    "regexp_like(s, p) AS regexp_matches(s, p)",
                    "sequence(a, b) AS generate_series(a, b), (a, b, c) AS generate_series(a, b, c)",
                    "to_hex(x) AS hex(x)",
                    "to_unixtime(x) AS epoch(x)",
                    "to_utf8(x) AS encode(x)")
            .stream()
            .map(macro -> "CREATE TEMP MACRO " + macro)
            .toList();

    /** Functions with a format, which DuckDB requires to be a constant. */
    private static final Map<String, String> FORMATTED = Map.of("date_parse", "strptime", "date_format", "strftime");

    private static final Pattern ZONED =
            Pattern.compile(".*\\d:\\d{2}(:\\d{2}(\\.\\d+)?)? ?(Z|UTC|[+-]\\d{2}:?\\d{2}|[A-Za-z_]+/[A-Za-z_/]+)");

    private TrinoDialect() {}

    /** Returns a query in DuckDB's SQL. */
    static String duck(SqlText text) {
        var duck = new StringBuilder();
        int formatEnd = 0;
        for (int i = 0; i < text.tokens().size(); i++) {
            SqlToken token = text.tokens().get(i);
            if (i > 0 && text.tokens().get(i - 1).end() < token.start()) {
                duck.append(' ');
            }
            if (text.isAt(i, "transform", "(")) {
                duck.append("list_transform");
            } else if (text.isAt(i, "array", "(")) {
                int end = text.afterParenthesis(i + 1);
                duck.append(duck(part(text, i + 2, end - 1))).append("[]");
                i = end - 1;
            } else if (isSeries(text, i)) {
                int end = text.afterParenthesis(i + 3);
                duck.append("generate_series").append(part(text, i + 3, end).joined());
                i = end;
            } else if (FORMATTED.containsKey(token.name()) && text.isAt(i + 1, "(")) {
                duck.append(FORMATTED.get(token.name()));
                formatEnd = text.afterParenthesis(i + 1);
            } else {
                duck.append(single(
                        token, i + 1 < text.tokens().size() ? text.tokens().get(i + 1) : token, i < formatEnd));
            }
        }
        return duck.toString();
    }

    /** Whether {@code UNNEST(sequence(1, 9))} is at a position, which DuckDB can run without a list of all numbers. */
    private static boolean isSeries(SqlText text, int position) {
        if (!text.isAt(position, "unnest", "(", "sequence", "(")) {
            return false;
        }
        int end = text.afterParenthesis(position + 3);
        return text.isAt(end, ")")
                && part(text, position + 4, end - 1).tokens().stream()
                        .allMatch(token -> token.type() == TokenType.NUMBER || token.is(",") || token.is("-"));
    }

    private static String single(SqlToken token, SqlToken next, boolean format) {
        if (token.type() == TokenType.STRING) {
            return format ? token.text().replace("%i", "%M").replace("%s", "%S") : token.text();
        }
        if (token.type() == TokenType.QUOTED) {
            return TypeNames.quoted(token.value());
        }
        if (next.type() == TokenType.STRING
                && token.is("timestamp")
                && ZONED.matcher(next.value()).matches()) {
            return "TIMESTAMPTZ";
        }
        return token.text();
    }

    static SqlText part(SqlText text, int from, int to) {
        return new SqlText(text.text(), text.tokens().subList(from, to));
    }
}
