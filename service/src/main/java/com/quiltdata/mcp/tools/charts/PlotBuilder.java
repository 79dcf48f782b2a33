package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.picture.Plot;
import com.quiltdata.mcp.picture.Plot.BarSeries;
import com.quiltdata.mcp.picture.Plot.Box;
import com.quiltdata.mcp.picture.Plot.Cell;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import com.quiltdata.mcp.picture.Plot.Slice;
import com.quiltdata.mcp.tools.charts.ChartResult.Bin;
import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import com.quiltdata.mcp.tools.charts.PlottedRows.Axis;
import com.quiltdata.mcp.tools.charts.PlottedRows.PlottedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds the plot of a table's columns. */
record PlotBuilder(
        ChartTable table,
        ChartColumns columns,
        PlotType type,
        @Nullable Integer bins) {
    private static final int MAX_CATEGORIES = 200;
    private static final int MAX_GROUPS = 20;
    private static final int MAX_NAMES = 20_000;
    private static final int MAX_CELLS = 1_500;
    private static final String ROWS = "number of rows";

    BuiltPlot build() {
        return switch (type) {
            case BOXPLOT -> boxplot();
            case SCATTER, LINE -> points();
            case BAR -> bars();
            case HISTOGRAM -> histogram();
            case PIE -> pie();
            case HEATMAP -> heatmap();
        };
    }

    private Column y() {
        return Objects.requireNonNull(columns.y());
    }

    private BuiltPlot boxplot() {
        var read = PlottedRows.categories(table, columns, null, y());
        var boxes = new ArrayList<Box>();
        limited("x_column", PlottedRow::category, MAX_CATEGORIES, read.rows()).forEach((name, rows) -> {
            var it = Statistics.of(PlottedRows.values(rows));
            boxes.add(new Box(name, it.min(), it.q1(), it.median(), it.q3(), it.max()));
        });
        return built(new Plot.Boxes(boxes), read, y().name());
    }

    private BuiltPlot points() {
        var axis = Axis.of(table, columns.x(), type);
        var read = PlottedRows.numbers(table, columns, axis, y());
        var series = groups(read).entrySet().stream()
                .map(group -> series(group.getKey(), group.getValue()))
                .toList();
        return built(new Plot.Points(series, type == PlotType.LINE, axis == Axis.TIMES), read, y().name());
    }

    private PointSeries series(String name, List<PlottedRow> rows) {
        var ordered = type == PlotType.LINE
                ? rows.stream()
                        .sorted(Comparator.comparingDouble(PlottedRow::x))
                        .toList()
                : rows;
        return new PointSeries(
                name, ordered.stream().mapToDouble(PlottedRow::x).toArray(), PlottedRows.values(ordered));
    }

    private BuiltPlot bars() {
        var read = PlottedRows.categories(table, columns, columns.group(), y());
        var byCategory = limited("x_column", PlottedRow::category, MAX_CATEGORIES, read.rows());
        var groups = groups(read);
        refuseMany(byCategory.size() * groups.size(), "bars");
        var isMean = groups.values().stream()
                .anyMatch(rows -> PlottedRows.by(PlottedRow::category, rows).size() < rows.size());
        var series = groups.entrySet().stream()
                .map(group -> {
                    var rows = PlottedRows.by(PlottedRow::category, group.getValue());
                    return new BarSeries(
                            group.getKey(),
                            byCategory.keySet().stream()
                                    .<@Nullable Double>map(category -> mean(rows.get(category)))
                                    .toList());
                })
                .toList();
        var measure = isMean ? "mean of " + y().name() : y().name();
        return built(new Plot.Bars(List.copyOf(byCategory.keySet()), series, false), read, measure);
    }

    private static @Nullable Double mean(@Nullable List<PlottedRow> rows) {
        return rows == null
                ? null
                : rows.stream().mapToDouble(PlottedRow::y).average().orElseThrow();
    }

    private BuiltPlot histogram() {
        var read = PlottedRows.numbers(table, columns, Axis.NUMBERS, null);
        var values = read.rows().stream().mapToDouble(PlottedRow::x).toArray();
        var binned = HistogramBins.of(values, bins);
        var series = groups(read).entrySet().stream()
                .map(group -> new BarSeries(
                        group.getKey(),
                        IntStream.of(binned.counts(group.getValue().stream()
                                        .mapToDouble(PlottedRow::x)
                                        .toArray()))
                                .<@Nullable Double>mapToObj(count -> (double) count)
                                .toList()))
                .toList();
        var counts = binned.counts(values);
        var edges = IntStream.range(0, counts.length)
                .mapToObj(i -> new Bin(binned.edges().get(i), binned.edges().get(i + 1), counts[i]))
                .toList();
        return new BuiltPlot(new Plot.Bars(binned.labels(), series, true), read, Statistics.of(values), ROWS, edges);
    }

    private BuiltPlot pie() {
        var read = PlottedRows.categories(table, columns, null, columns.y());
        var slices = limited("x_column", PlottedRow::category, MAX_CATEGORIES, read.rows()).entrySet().stream()
                .map(it -> new Slice(
                        it.getKey(), columns.y() == null ? it.getValue().size() : sum(it.getValue())))
                .toList();
        if (slices.stream().mapToDouble(Slice::value).sum() <= 0) {
            throw new Failure.Invalid("`y_column`: all values of `%s` are zero, so a pie chart has no slices."
                    .formatted(y().shownName()));
        }
        return columns.y() == null
                ? new BuiltPlot(new Plot.Slices(slices), read, null, ROWS, null)
                : built(new Plot.Slices(slices), read, "sum of " + y().name());
    }

    private double sum(List<PlottedRow> rows) {
        return rows.stream()
                .mapToDouble(row -> {
                    if (row.y() < 0) {
                        throw new Failure.Invalid(
                                "`y_column`: `%s` has the negative value %s in row %,d, which a pie chart cannot show; use bar."
                                        .formatted(y().shownName(), row.y(), row.index() + 1));
                    }
                    return row.y();
                })
                .sum();
    }

    private BuiltPlot heatmap() {
        var value = columns.value();
        var read = PlottedRows.categories(table, columns, y(), value);
        var x = List.copyOf(limited("x_column", PlottedRow::category, MAX_CATEGORIES, read.rows())
                .keySet());
        var y = List.copyOf(limited("y_column", PlottedRow::group, MAX_CATEGORIES, read.rows())
                .keySet());
        var cells = new ArrayList<Cell>();
        PlottedRows.by(PlottedRow::category, read.rows())
                .forEach((column, rows) -> PlottedRows.by(PlottedRow::group, rows)
                        .forEach((row, all) -> cells.add(new Cell(
                                x.indexOf(column),
                                y.indexOf(row),
                                value == null ? all.size() : Objects.requireNonNull(mean(all))))));
        refuseMany(cells.size(), "cells");
        var plot = new Plot.Cells(x, y, cells);
        return value == null
                ? new BuiltPlot(plot, read, null, ROWS, null)
                : built(plot, read, "mean of " + value.name());
    }

    private static BuiltPlot built(Plot plot, PlottedRows read, String measure) {
        return new BuiltPlot(plot, read, Statistics.of(PlottedRows.values(read.rows())), measure, null);
    }

    private Map<String, List<PlottedRow>> groups(PlottedRows read) {
        return limited("group_column", PlottedRow::group, MAX_GROUPS, read.rows());
    }

    private Map<String, List<PlottedRow>> limited(
            String argument, Function<PlottedRow, String> key, int max, List<PlottedRow> rows) {
        var by = PlottedRows.by(key, rows);
        if (by.size() > max) {
            throw new Failure.Invalid(
                    "`%s` has %,d different values, but a %s chart shows at most %,d. Group or filter the rows first, or use histogram or scatter for numbers."
                            .formatted(argument, by.size(), type.word(), max));
        }
        var length = by.keySet().stream().mapToInt(String::length).sum();
        if (length > MAX_NAMES) {
            throw new Failure.Invalid(
                    "`%s`: its different values have %,d characters together, but a chart shows at most %,d. Shorten them."
                            .formatted(argument, length, MAX_NAMES));
        }
        return by;
    }

    private static void refuseMany(int count, String what) {
        if (count > MAX_CELLS) {
            throw new Failure.Invalid(
                    "The chart would have %,d %s, but at most %,d can be shown. Group or filter the rows first."
                            .formatted(count, what, MAX_CELLS));
        }
    }
}
