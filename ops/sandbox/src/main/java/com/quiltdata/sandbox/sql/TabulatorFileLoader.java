package com.quiltdata.sandbox.sql;

import com.google.common.base.Splitter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds the rows of files to a tabulator table. */
record TabulatorFileLoader(Session session, TabulatorConfig config, String target) {
    /** Adds the rows of a file; a column that it lacks is NULL, or an error if it must not be. */
    void load(byte[] content, Map<String, @Nullable String> origin) {
        if (content.length == 0) {
            return;
        }
        Path file = Session.write(session.newSet().resolve("rows.data"), content);
        List<String> present = config.csv() ? csvColumns(content) : parquetColumns(file);
        var missing = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (int i = 0; i < config.schema().size(); i++) {
            var field = config.schema().get(i);
            String column = config.csv() ? "c" + i : field.column().name();
            boolean found = present.stream().anyMatch(column::equalsIgnoreCase);
            if (!found) {
                missing.add(field.column().name());
            }
            values.add(cast(
                    found ? TypeNames.quoted(column) : "NULL", field.column().type()));
        }
        String issue = missing.isEmpty() ? null : "Missing columns: " + String.join(", ", missing);
        if (issue != null
                && config.schema().stream()
                        .anyMatch(field -> !field.nullable()
                                && missing.contains(field.column().name()))) {
            fail(issue, origin);
            return;
        }
        try {
            insert("SELECT %s FROM %s".formatted(select(values, origin, issue), reader(file, present)));
        } catch (IllegalStateException e) {
            fail(AthenaErrors.reason(Objects.requireNonNull(e.getCause())), origin);
        }
    }

    private void fail(String issue, Map<String, @Nullable String> origin) {
        if (!config.continueOnError()) {
            throw new SqlException("GENERIC_USER_ERROR: Encountered an exception[java.lang.RuntimeException] from your"
                    + " LambdaFunction executed in context[S3SpillLocation] with message[%s: %s]"
                            .formatted(origin.get("$physical_key"), issue));
        }
        List<String> values = config.schema().stream()
                .map(field -> field.nullable()
                        ? "NULL"
                        : cast(defaultOf(field.column().type()), field.column().type()))
                .toList();
        insert("SELECT " + select(values, origin, issue));
    }

    private static String defaultOf(String type) {
        return switch (type) {
            case "string", "binary" -> "''";
            case "date", "timestamp" -> "'1970-01-01'";
            default -> "0";
        };
    }

    private void insert(String select) {
        session.execute(List.of("INSERT INTO %s %s".formatted(target, select)));
    }

    private String select(List<String> values, Map<String, @Nullable String> origin, @Nullable String issue) {
        var all = new ArrayList<>(values);
        config.columns().stream()
                .skip(values.size())
                .map(TableCatalog.Column::name)
                .map(name -> "$issue".equals(name) ? issue : origin.get(name))
                .forEach(value -> all.add(value == null ? "NULL" : TypeNames.literal(value)));
        return String.join(",", all);
    }

    private static String cast(String value, String type) {
        return "CAST(%s AS %s)".formatted(value, TypeNames.duck(type));
    }

    private String reader(Path file, List<String> present) {
        String path = TypeNames.literal(file.toString());
        return config.csv()
                ? "read_csv(%s, auto_detect=false, header=%s, delim=%s, quote='\"', null_padding=true, columns={%s})"
                        .formatted(
                                path,
                                config.header(),
                                TypeNames.literal(config.delimiter()),
                                present.stream()
                                        .map(column -> "'" + column + "':'VARCHAR'")
                                        .collect(Collectors.joining(",")))
                : "read_parquet(%s)".formatted(path);
    }

    /** Returns a name for each column, which the CSV parser matches by position. */
    private List<String> csvColumns(byte[] content) {
        String first =
                new String(content, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        String unquoted = first.replaceAll("\"[^\"]*\"", "q");
        int count = Splitter.on(config.delimiter()).splitToList(unquoted).size();
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private List<String> parquetColumns(Path file) {
        try {
            return session.run((_, statement) -> {
                var names = new ArrayList<String>();
                try (var rows = statement.executeQuery(
                        "DESCRIBE SELECT * FROM read_parquet(" + TypeNames.literal(file.toString()) + ")")) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                return names;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
