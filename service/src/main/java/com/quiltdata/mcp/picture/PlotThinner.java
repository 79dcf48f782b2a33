package com.quiltdata.mcp.picture;

import com.quiltdata.mcp.picture.Plot.BarSeries;
import com.quiltdata.mcp.picture.Plot.Bars;
import com.quiltdata.mcp.picture.Plot.Cells;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import com.quiltdata.mcp.picture.Plot.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reduces a plot to what can be told apart in a picture. Only the picture shows less, and its notes say what. */
final class PlotThinner {
    static final int MAX_POINTS = 4_000;
    static final int MAX_CATEGORIES = 40;
    static final int MAX_SLICES = 8;
    private static final int MAX_BARS = 120;
    private static final int MAX_ROWS = 24;

    /** A plot that fits into a picture, and what it lacks, as sentences. */
    record ThinnedPlot(Plot plot, List<String> notes) {}

    private PlotThinner() {}

    static ThinnedPlot thin(Plot plot) {
        return switch (plot) {
            case Plot.Boxes(var boxes)
            when boxes.size() > MAX_CATEGORIES ->
                new ThinnedPlot(new Plot.Boxes(boxes.subList(0, MAX_CATEGORIES)), first(MAX_CATEGORIES, boxes.size()));
            case Plot.Bars bars -> bars(bars);
            case Plot.Cells cells -> cells(cells);
            case Plot.Points points -> points(points);
            case Plot.Slices(var slices) when slices.size() > MAX_SLICES -> slices(slices);
            case Plot.Boxes _, Plot.Slices _ -> new ThinnedPlot(plot, List.of());
        };
    }

    private static List<String> first(int shown, int all) {
        return List.of("The picture shows the first %,d of %,d categories; the chart and the data have all."
                .formatted(shown, all));
    }

    private static ThinnedPlot bars(Bars bars) {
        var all = bars.categories().size();
        var shown = Math.min(all, Math.clamp(MAX_BARS / bars.series().size(), 2, MAX_CATEGORIES));
        if (bars.touching() || shown == all) {
            return new ThinnedPlot(bars, List.of());
        }
        var series = bars.series().stream()
                .map(it -> new BarSeries(it.name(), it.values().subList(0, shown)))
                .toList();
        return new ThinnedPlot(new Bars(bars.categories().subList(0, shown), series, false), first(shown, all));
    }

    private static ThinnedPlot cells(Cells plot) {
        var columns = Math.min(MAX_CATEGORIES, plot.columns().size());
        var rows = Math.min(MAX_ROWS, plot.rows().size());
        if (columns == plot.columns().size() && rows == plot.rows().size()) {
            return new ThinnedPlot(plot, List.of());
        }
        var cells = plot.cells().stream()
                .filter(it -> it.column() < columns && it.row() < rows)
                .toList();
        return new ThinnedPlot(
                new Cells(plot.columns().subList(0, columns), plot.rows().subList(0, rows), cells),
                List.of(
                        "The picture shows the first %,d of %,d columns and the first %,d of %,d rows; the chart and the data have all."
                                .formatted(
                                        columns,
                                        plot.columns().size(),
                                        rows,
                                        plot.rows().size())));
    }

    private static ThinnedPlot slices(List<Slice> slices) {
        var bySize = slices.stream()
                .sorted(Comparator.comparingDouble(Slice::value).reversed())
                .toList();
        var rest = bySize.subList(MAX_SLICES - 1, bySize.size());
        var shown = new ArrayList<>(bySize.subList(0, MAX_SLICES - 1));
        shown.add(new Slice(
                "Other (%,d)".formatted(rest.size()),
                rest.stream().mapToDouble(Slice::value).sum()));
        return new ThinnedPlot(
                new Plot.Slices(shown),
                List.of(
                        "The picture sums up the %,d smallest of %,d slices as \"Other\"; the chart and the data have all."
                                .formatted(rest.size(), slices.size())));
    }

    private static ThinnedPlot points(Plot.Points points) {
        var count = points.series().stream().mapToInt(it -> it.x().length).sum();
        if (count <= MAX_POINTS) {
            return new ThinnedPlot(points, List.of());
        }
        var step = (count + MAX_POINTS - 1) / MAX_POINTS;
        var thinned = points.series().stream()
                .map(it -> points.lines() ? extremes(it, 2 * step) : sample(it, step))
                .toList();
        var shown = thinned.stream().mapToInt(it -> it.x().length).sum();
        return new ThinnedPlot(
                new Plot.Points(thinned, points.lines(), points.dates()),
                List.of("The picture shows %,d of %,d points%s; statistics and data have all."
                        .formatted(shown, count, points.lines() ? ", with each peak" : ", evenly chosen")));
    }

    private static PointSeries sample(PointSeries series, int step) {
        var kept =
                IntStream.range(0, series.x().length).filter(i -> i % step == 0).toArray();
        return choose(series, kept);
    }

    /** Keeps the lowest and the highest of each few neighbours, which leaves the look of a line unchanged. */
    private static PointSeries extremes(PointSeries series, int size) {
        var y = series.y();
        var kept = new TreeSet<Integer>();
        for (int from = 0; from < y.length; from += size) {
            var low = from;
            var high = from;
            for (int i = from; i < Math.min(y.length, from + size); i++) {
                low = y[i] < y[low] ? i : low;
                high = y[i] > y[high] ? i : high;
            }
            kept.add(low);
            kept.add(high);
        }
        return choose(series, kept.stream().mapToInt(Integer::intValue).toArray());
    }

    private static PointSeries choose(PointSeries series, int[] kept) {
        return new PointSeries(
                series.name(),
                IntStream.of(kept).mapToDouble(i -> series.x()[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> series.y()[i]).toArray());
    }
}
