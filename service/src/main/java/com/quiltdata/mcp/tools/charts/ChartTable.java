package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.text.NearestName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table whose columns a chart shows.
 *
 * @param rows a value for each column, null where there is none
 * @param source the object that has the table as delimited text; null for other data
 * @param unreadable the columns that the data has besides, with the reason why they cannot be read
 */
record ChartTable(
        List<String> columns,
        List<List<@Nullable Object>> rows,
        @Nullable DelimitedSource source,
        Map<String, String> unreadable) {
    static final int MAX_ROWS = 50_000;
    private static final int MAX_CELLS = 1_000_000;
    private static final int MAX_SHOWN = 30;

    /**
     * An object of delimited text, with a header.
     *
     * @param extension csv or tsv
     */
    record DelimitedSource(String uri, String extension) {
        /** Returns the delimiter with which a file of this extension is read. */
        char delimiter() {
            return extension.equals("tsv") ? '\t' : ',';
        }
    }

    /** Refuses a table without rows, or with more than a chart may have. */
    ChartTable {
        if (rows.isEmpty()) {
            throw new Failure.Invalid("`data` has no rows. Send one row at least.");
        } else if (rows.size() > MAX_ROWS) {
            throw new Failure.TooLarge(
                    "`data` has more than %,d rows, too many for a chart. Aggregate them first, for example with GROUP BY in a SQL query, and chart its result."
                            .formatted(MAX_ROWS));
        }
    }

    ChartTable(List<String> columns, List<List<@Nullable Object>> rows, @Nullable DelimitedSource source) {
        this(columns, rows, source, Map.of());
    }

    /** Refuses a table with more cells than fit into memory; rows of a few bytes may leave most of their columns out. */
    static void limitCells(int columns, int rows) {
        if ((long) columns * rows > MAX_CELLS) {
            throw new Failure.TooLarge(
                    "`data` has more than %,d cells, empty ones included. Leave out columns or rows that the chart does not need."
                            .formatted(MAX_CELLS));
        }
    }

    /** A column of a table. */
    record Column(String name, int index) {
        @Nullable
        Object value(List<@Nullable Object> row) {
            return row.get(index);
        }
    }

    /**
     * Returns the column with this name; one that differs in case and outer blanks only is accepted if it is the only one.
     *
     * @param argument the argument that names it
     */
    Column column(String argument, String name) {
        var exact = columns.indexOf(name);
        if (exact >= 0 && exact == columns.lastIndexOf(name)) {
            return new Column(name, exact);
        } else if (exact >= 0) {
            throw new Failure.Invalid(
                    "`%s`: more than one column has the name `%s`; rename one of them.".formatted(argument, name));
        }
        var similar = columns.stream()
                .filter(it -> it.strip().equalsIgnoreCase(name.strip()))
                .toList();
        if (similar.size() == 1) {
            return new Column(similar.getFirst(), columns.indexOf(similar.getFirst()));
        }
        var reason = unreadable.get(name);
        if (reason != null) {
            throw new Failure.Invalid("`%s`: the column `%s` cannot be read: %s.".formatted(argument, name, reason));
        }
        throw new Failure.Invalid("`%s`: there is no column `%s`%s Columns: %s."
                .formatted(
                        argument,
                        name,
                        NearestName.of(name, columns)
                                .map("; did you mean `%s`?"::formatted)
                                .orElse("."),
                        names()));
    }

    /** Returns the names of the columns, for a message. */
    String names() {
        var shown = columns.stream().limit(MAX_SHOWN).map("`%s`"::formatted).collect(Collectors.joining(", "));
        return columns.size() > MAX_SHOWN ? "%s and %,d more".formatted(shown, columns.size() - MAX_SHOWN) : shown;
    }
}
