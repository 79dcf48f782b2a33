package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Store;
import com.quiltdata.sandbox.sql.SqlResult.Kind;
import com.quiltdata.sandbox.sql.SqlToken.TokenType;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code UNLOAD (query) TO 's3://bucket/prefix/' WITH (format = 'PARQUET')}. */
record UnloadStatement(QueryExecutor queries, Store store, ResultWriter writer) {
    private static final Pattern URI = Pattern.compile("s3://([^/]+)/(.*)");

    SqlResult run(StatementContext context, SqlText text) {
        if (!text.isAt(1, "(")) {
            throw text.mismatch(1);
        }
        int end = text.afterParenthesis(1);
        if (!text.isAt(end, "TO")
                || end + 1 >= text.tokens().size()
                || text.tokens().get(end + 1).type() != TokenType.STRING) {
            throw text.mismatch(end);
        }
        if (!text.isAt(end + 2, "WITH", "(")) {
            throw text.mismatch(end + 2);
        }
        Matcher uri = URI.matcher(text.tokens().get(end + 1).value());
        if (!uri.matches()) {
            throw new SqlException("INVALID_FUNCTION_ARGUMENT: %s: not an S3 location".formatted(text.place(end + 1)));
        }
        String bucket = uri.group(1);
        String prefix = uri.group(2).isEmpty() || uri.group(2).endsWith("/") ? uri.group(2) : uri.group(2) + "/";
        ResultWriter.check(context, bucket);
        if (!store.list(bucket, prefix).isEmpty()) {
            throw new SqlException(
                    "HIVE_PATH_ALREADY_EXISTS: Unsupported query: target directory already exists: " + uri.group());
        }
        String options = options(StatementProperties.parse(text, end + 3));
        try (QueryResult result = queries.run(context, TrinoDialect.part(text, 2, end - 1))) {
            writer.write(bucket, prefix, result.copy(result.expressions(), options));
        }
        return TextResult.empty(Kind.DML);
    }

    private static String options(Map<String, String> properties) {
        String format = properties.getOrDefault("format", "").toUpperCase(Locale.ROOT);
        String compression = properties.getOrDefault("compression", "GZIP").toUpperCase(Locale.ROOT);
        String packed = compression.equals("NONE") ? "UNCOMPRESSED" : compression;
        return switch (format) {
            case "PARQUET" -> "FORMAT PARQUET, COMPRESSION " + TypeNames.literal(packed);
            case "TEXTFILE" ->
                "FORMAT CSV, HEADER false, DELIMITER "
                        + TypeNames.literal(properties.getOrDefault("field_delimiter", "\u0001"))
                        + ", COMPRESSION "
                        + TypeNames.literal(compression);
            case "JSON" -> "FORMAT JSON, COMPRESSION " + TypeNames.literal(compression);
            default ->
                throw new SqlException("NOT_SUPPORTED: line 1:1: Unsupported format '" + format
                        + "'. Expecting: PARQUET, TEXTFILE, JSON");
        };
    }
}
