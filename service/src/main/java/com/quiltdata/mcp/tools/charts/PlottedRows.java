package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a table that a chart can show, with what each axis needs of them. */
final class PlottedRows {
    private static final String NUMBER = "a number";

    private final List<PlottedRow> rows = new ArrayList<>();
    private final LeftOutRows leftOut = new LeftOutRows();
    private final ChartTable table;
    private final ChartColumns columns;

    /**
     * A row of a chart.
     *
     * @param index its index in the table
     * @param category x as text
     * @param x x as a number, or as a time in milliseconds; NaN if x is a category
     * @param y the number shown; NaN if rows are counted
     * @param group the text of the group, or of the second category; empty if there is none
     */
    record PlottedRow(int index, String category, double x, double y, String group) {}

    private PlottedRows(ChartTable table, ChartColumns columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Reads x as a category, {@code group} as another, and {@code number} as a number. */
    static PlottedRows categories(
            ChartTable table, ChartColumns columns, @Nullable Column group, @Nullable Column number) {
        var read = new PlottedRows(table, columns);
        return read.each((index, row) -> {
            var category = columns.x().value(row);
            if (category == null) {
                return read.skip(index, columns.x(), null, "");
            }
            var value = number == null ? OptionalDouble.of(Double.NaN) : CellValues.number(number.value(row));
            if (value.isEmpty()) {
                return read.skip(index, number, row, NUMBER);
            }
            return read.inGroup(
                    index,
                    row,
                    group,
                    text -> new PlottedRow(index, CellValues.text(category), Double.NaN, value.getAsDouble(), text));
        });
    }

    /** Reads x by a function, and {@code number} as a number; null for no number. */
    static PlottedRows numbers(ChartTable table, ChartColumns columns, Axis axis, @Nullable Column number) {
        var read = new PlottedRows(table, columns);
        return read.each((index, row) -> {
            var x = axis.read(columns.x().value(row));
            if (x.isEmpty()) {
                return read.skip(index, columns.x(), row, axis.wanted());
            }
            var y = number == null ? OptionalDouble.of(Double.NaN) : CellValues.number(number.value(row));
            if (y.isEmpty()) {
                return read.skip(index, number, row, NUMBER);
            }
            return read.inGroup(
                    index,
                    row,
                    columns.group(),
                    text -> new PlottedRow(index, "", x.getAsDouble(), y.getAsDouble(), text));
        });
    }

    /** How the values of an axis are read, and what they must be. */
    enum Axis {
        NUMBERS(NUMBER),
        TIMES("a date");

        private final String wanted;

        Axis(String wanted) {
            this.wanted = wanted;
        }

        OptionalDouble read(@Nullable Object value) {
            return this == NUMBERS ? CellValues.number(value) : CellValues.time(value);
        }

        String wanted() {
            return wanted;
        }

        /** Returns the axis of a column: of numbers unless more of its values are times. */
        static Axis of(ChartTable table, Column column, PlotType type) {
            var hasValues = false;
            var numbers = 0;
            var times = 0;
            for (var row : table.rows()) {
                var value = column.value(row);
                hasValues |= value != null;
                numbers += CellValues.number(value).isPresent() ? 1 : 0;
                times += CellValues.time(value).isPresent() ? 1 : 0;
            }
            if (hasValues && numbers + times == 0) {
                throw new Failure.Invalid(
                        "`x_column`: `%s` has no numbers and no dates, which a %s chart needs. Use bar or boxplot for categories."
                                .formatted(column.shownName(), type.word()));
            }
            return times > numbers ? TIMES : NUMBERS;
        }
    }

    @FunctionalInterface
    private interface RowReader {
        @Nullable
        PlottedRow read(int index, List<@Nullable Object> row);
    }

    private PlottedRows each(RowReader reader) {
        for (int i = 0; i < table.rows().size(); i++) {
            var row = reader.read(i, table.rows().get(i));
            if (row != null) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new Failure.Invalid(
                    "No row can be shown: %s. Columns: %s.".formatted(leftOut.summary(), table.names()));
        }
        return this;
    }

    private @Nullable PlottedRow inGroup(
            int index, List<@Nullable Object> row, @Nullable Column group, Function<String, PlottedRow> made) {
        var value = group == null ? "" : group.value(row);
        return value == null ? skip(index, group, null, "") : made.apply(CellValues.text(value));
    }

    private @Nullable PlottedRow skip(
            int index, @Nullable Column column, @Nullable List<@Nullable Object> row, String wanted) {
        var known = column == null ? columns.x() : column;
        leftOut.add(index, known, row == null ? null : known.value(row), wanted);
        return null;
    }

    List<PlottedRow> rows() {
        return rows;
    }

    LeftOutRows leftOut() {
        return leftOut;
    }

    /** Returns the rows of each value, in the order in which the values first appear. */
    static Map<String, List<PlottedRow>> by(Function<PlottedRow, String> key, List<PlottedRow> rows) {
        var by = new LinkedHashMap<String, List<PlottedRow>>();
        rows.forEach(row ->
                by.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
        return by;
    }

    /** Returns the numbers that rows show. */
    static double[] values(List<PlottedRow> rows) {
        return rows.stream().mapToDouble(PlottedRow::y).toArray();
    }
}
