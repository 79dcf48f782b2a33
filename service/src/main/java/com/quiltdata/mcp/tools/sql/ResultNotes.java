package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.QueryState;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.tools.sql.QueryResult.Source;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The notes of results: what is not in them, how to get it, and how to read what is ambiguous. */
final class ResultNotes {
    static final int MAX_ROWS = 10_000;
    private static final int MAX_NAMED = 5;
    private static final String EXPORT = AthenaQueryExport.NAME;

    private ResultNotes() {}

    /** Returns the note of a result with this many rows; null if there is nothing to say. */
    static @Nullable String of(Source source, int count) {
        var rows = source.rows();
        var notes = rows == null
                ? Stream.of(waiting(source))
                : Stream.of(rest(source, rows, count), nested(rows), renamed(rows));
        var note = notes.filter(Objects::nonNull).collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    private static String waiting(Source source) {
        var execution = source.execution();
        return execution.state() == QueryState.SUCCEEDED
                ? "The query has succeeded, but there was no time to read its rows: call %s with this execution_id."
                        .formatted(AthenaQueryResults.NAME)
                : "The query continues (%s). Call %s with this execution_id to wait for its rows; do not send the query again. %s ends it."
                        .formatted(QueryWaiter.sentence(execution), AthenaQueryResults.NAME, AthenaQueryStop.NAME);
    }

    /** Returns whether rows are left out because not even one of them fits into a result. */
    static boolean areOmitted(QueryRows rows) {
        return rows.truncated() && rows.rows().isEmpty();
    }

    private static @Nullable String rest(Source source, QueryRows rows, int count) {
        var read = rows.rows().size();
        if (areOmitted(rows)) {
            return "Not even one row fits into a result, and of many columns only the first are listed. Select fewer columns, or shorten values, for example with substr(value, 1, 1000). %s writes all rows to files."
                    .formatted(EXPORT);
        } else if (count < read) {
            return "Only %,d of the %,d rows read fit into a result. For the rest select fewer columns, filter or aggregate, or send ORDER BY with OFFSET %d; csv takes less space than json. %s writes all rows to files."
                    .formatted(count, read, count, EXPORT);
        } else if (!rows.truncated()) {
            return null;
        }
        return source.request().max() < MAX_ROWS
                ? "More rows follow: call %s with this execution_id and a higher max_rows (maximum %,d), which does not run the query again, or filter or aggregate."
                        .formatted(AthenaQueryResults.NAME, MAX_ROWS)
                : "More rows follow: filter or aggregate. %s writes all rows to files.".formatted(EXPORT);
    }

    /** Names the columns whose text is ambiguous. */
    private static @Nullable String nested(QueryRows rows) {
        var columns = rows.columns().stream()
                .filter(column -> SqlValues.isNested(column.type()))
                .map(ResultColumn::name)
                .distinct()
                .toList();
        if (columns.isEmpty() || rows.rows().isEmpty()) {
            return null;
        }
        return "Athena writes %s%s as text without types and quotes; select CAST(%s AS JSON) for JSON."
                .formatted(
                        columns.stream().limit(MAX_NAMED).map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        columns.size() > MAX_NAMED ? " and others" : "",
                        columns.getFirst());
    }

    private static @Nullable String renamed(QueryRows rows) {
        var names = rows.columns().stream().map(ResultColumn::name).distinct().count();
        return names == rows.columns().size()
                ? null
                : "Columns of the same name are numbered; give them names with AS.";
    }
}
