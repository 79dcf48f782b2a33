package com.quiltdata.sandbox.sql;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The result of a query as a table of its session, with columns {@code c0}, {@code c1} and so on. */
record QueryResult(Session session, List<Column> columns, List<String> duckTypes, long rowCount, long scannedBytes)
        implements SqlResult {
    static final String TABLE = "memory.main.result";

    @Override
    public Kind kind() {
        return Kind.DML;
    }

    @Override
    public List<List<@Nullable String>> rows(long from, int count) {
        String sql = "SELECT * FROM %s WHERE rowid >= %d AND rowid < %d ORDER BY rowid"
                .formatted(TABLE, from, Math.min(rowCount, from + count));
        try {
            synchronized (session) {
                return session.run((_, statement) -> {
                    try (var rows = statement.executeQuery(sql)) {
                        return read(rows);
                    }
                });
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<List<@Nullable String>> read(ResultSet rows) throws SQLException {
        var all = new ArrayList<List<@Nullable String>>();
        while (rows.next()) {
            var values = new ArrayList<@Nullable String>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(AthenaValue.text(rows.getObject(i + 1)));
            }
            all.add(Collections.unmodifiableList(values));
        }
        return all;
    }

    /**
     * Writes the rows to a file of the session's output.
     *
     * @param expressions expressions of the columns {@code c0} and so on, with their names
     */
    Path copy(List<String> expressions, String options) {
        Path file = session.output().resolve("rows");
        session.execute(List.of("COPY (SELECT %s FROM %s) TO %s (%s)"
                .formatted(String.join(",", expressions), TABLE, TypeNames.literal(file.toString()), options)));
        return file;
    }

    /** Returns the expressions of all columns under their own names. */
    List<String> expressions() {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i -> "c" + i + " AS " + TypeNames.quoted(columns.get(i).name()))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        session.close();
    }
}
