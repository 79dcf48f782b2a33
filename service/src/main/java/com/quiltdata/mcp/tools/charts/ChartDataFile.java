package com.quiltdata.mcp.tools.charts;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.picture.Plot;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import com.quiltdata.mcp.text.DelimitedPrinter;
import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import com.quiltdata.mcp.tools.charts.ChartTable.DelimitedSource;
import com.quiltdata.mcp.tools.charts.PlottedRows.PlottedRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file with the data of a chart: its columns as CSV, all rows. That of a line chart is ordered by x, and with groups
 * it has a column for each group, because that is how ECharts reads lines.
 *
 * @param text the CSV; null if it is too long for a result
 * @param uri the object that can serve as the file instead of the text; null if none can
 */
record ChartDataFile(
        String key, @Nullable String text, @Nullable String uri) {
    /** The longest text; the budget of a result is mostly smaller. */
    private static final int MAX_TEXT = 400_000;

    private static final String CSV = "csv";

    static ChartDataFile of(ChartTable table, ChartColumns columns, BuiltPlot built, PlotType type) {
        var text = text(lines(table, columns, built));
        var source = fits(table, columns, built.plot()) ? usable(table.source(), text == null) : null;
        var extension = source == null ? CSV : source.extension();
        return new ChartDataFile(
                "viz_data_%s.%s".formatted(type.word(), extension), text, source == null ? null : source.uri());
    }

    /** Returns the source if it can be the file: one of tabs only if there is no text, which is CSV. */
    private static @Nullable DelimitedSource usable(@Nullable DelimitedSource source, boolean isOnly) {
        return source != null && (isOnly || source.extension().equals(CSV)) ? source : null;
    }

    /** Returns whether the source has the columns at the places where the chart file expects them. */
    private static boolean fits(ChartTable table, ChartColumns columns, Plot plot) {
        if (!(plot instanceof Plot.Points points)) {
            return true;
        }
        var indexes = columns.used().stream().map(Column::index).toList();
        return !points.lines()
                && indexes.equals(List.of(0, 1, 2).subList(0, indexes.size()))
                && !table.columns().isEmpty();
    }

    private static List<List<@Nullable Object>> lines(ChartTable table, ChartColumns columns, BuiltPlot built) {
        var lines = new ArrayList<List<@Nullable Object>>();
        lines.add(header(columns.names()));
        if (!(built.plot() instanceof Plot.Points points) || !points.lines()) {
            var isPoint = built.plot() instanceof Plot.Points;
            for (var row : table.rows()) {
                lines.add(isPoint ? point(columns, row) : row(columns, row));
            }
            return lines;
        }
        var ordered = built.rows().rows().stream()
                .sorted(Comparator.comparingDouble(PlottedRow::x))
                .toList();
        if (columns.group() != null) {
            return wide(table, columns, ordered, points);
        }
        for (var row : ordered) {
            lines.add(point(columns, table.rows().get(row.index())));
        }
        return lines;
    }

    /** Returns the cells of a point, with x and y as ECharts reads them. */
    private static List<@Nullable Object> point(ChartColumns columns, List<@Nullable Object> row) {
        var shown = row(columns, row);
        for (int i = 0; i < 2; i++) {
            shown.set(i, CellValues.readable(shown.get(i)));
        }
        return shown;
    }

    private static List<@Nullable Object> row(ChartColumns columns, List<@Nullable Object> row) {
        var shown = new ArrayList<@Nullable Object>();
        columns.used().forEach(column -> shown.add(column.value(row)));
        return shown;
    }

    /** Returns lines with a column for each group; the n-th values of several groups at one x share a line. */
    private static List<List<@Nullable Object>> wide(
            ChartTable table, ChartColumns columns, List<PlottedRow> ordered, Plot.Points points) {
        var groups = points.series().stream().map(PointSeries::name).toList();
        var lines = new LinkedHashMap<Map.Entry<Double, Integer>, List<@Nullable Object>>();
        var seen = new LinkedHashMap<Map.Entry<Double, String>, Integer>();
        var width = groups.size() + 1;
        for (var row : ordered) {
            var nth = seen.merge(Map.entry(row.x(), row.group()), 1, Integer::sum);
            var line = lines.computeIfAbsent(
                    Map.entry(row.x(), nth), _ -> new ArrayList<>(Collections.nCopies(width, null)));
            var cells = table.rows().get(row.index());
            line.set(0, CellValues.readable(columns.x().value(cells)));
            line.set(groups.indexOf(row.group()) + 1, CellValues.shortest(row.y()));
        }
        var names =
                Stream.concat(Stream.of(columns.x().name()), groups.stream()).toList();
        var all = new ArrayList<List<@Nullable Object>>();
        all.add(header(names));
        all.addAll(lines.values());
        return all;
    }

    private static List<@Nullable Object> header(List<String> names) {
        return new ArrayList<@Nullable Object>(names);
    }

    /** Returns lines as CSV; null if that is too long. */
    private static @Nullable String text(List<List<@Nullable Object>> lines) {
        return DelimitedPrinter.print(Lists.transform(lines, ChartDataFile::texts), MAX_TEXT)
                .orElse(null);
    }

    private static List<@Nullable String> texts(List<@Nullable Object> line) {
        var texts = new ArrayList<@Nullable String>(line.size());
        line.forEach(cell -> texts.add(cell == null ? null : CellValues.text(cell)));
        return texts;
    }
}
