package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.json.WellFormedText;
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
 * @param unreadable the columns that cannot be read, with the reason
 */
record ChartTable(
        List<String> columns,
        List<List<@Nullable Object>> rows,
        @Nullable DelimitedSource source,
        Map<String, String> unreadable) {
    static final int MAX_ROWS = 50_000;
    private static final int MAX_CELLS = 1_000_000;
    private static final int MAX_SHOWN = 30;
    private static final int MAX_NAME = 50;

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

        /** Returns the name as a message has it. */
        String shownName() {
            return shown(name);
        }
    }

    /**
     * Returns the column with this name; one that differs in case and outer blanks only is accepted if it is the only one.
     *
     * @param argument the argument that names it
     */
    Column column(String argument, String name) {
        var exact = columns.indexOf(name);
        if (exact >= 0 && exact != columns.lastIndexOf(name)) {
            throw new Failure.Invalid("`%s`: more than one column has the name `%s`; rename one of them."
                    .formatted(argument, shown(name)));
        }
        var similar = columns.stream()
                .filter(it -> it.strip().equalsIgnoreCase(name.strip()))
                .toList();
        var found = exact < 0 && similar.size() == 1 ? similar.getFirst() : name;
        var reason = unreadable.get(found);
        if (reason != null) {
            throw new Failure.Invalid(
                    "`%s`: the column `%s` cannot be read: %s.".formatted(argument, shown(found), reason));
        } else if (columns.contains(found)) {
            return new Column(found, columns.indexOf(found));
        }
        throw new Failure.Invalid("`%s`: there is no column `%s`%s Columns: %s."
                .formatted(
                        argument,
                        shown(name),
                        NearestName.of(name, columns)
                                .map(ChartTable::shown)
                                .map("; did you mean `%s`?"::formatted)
                                .orElse("."),
                        names()));
    }

    private static String shown(String name) {
        return shown(name, MAX_NAME);
    }

    /** Returns a text of the data on one line, cut to so many characters, as a message has it. */
    static String shown(String text, int max) {
        return WellFormedText.shortened(text.replaceAll("\\p{Cc}+", " "), max);
    }

    /** Returns the names of the columns, for a message. */
    String names() {
        var shown = columns.stream()
                .limit(MAX_SHOWN)
                .map(name -> "`%s`".formatted(shown(name)))
                .collect(Collectors.joining(", "));
        return columns.size() > MAX_SHOWN ? "%s and %,d more".formatted(shown, columns.size() - MAX_SHOWN) : shown;
    }
}
