package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.picture.Picture.Labels;
import com.quiltdata.mcp.picture.Plot;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ECharts option of a plot. Points are not repeated in it: its data set is the data file, which Quilt's catalog reads
 * from beside it. Other charts have their few numbers inside.
 */
record EChartsOption(Plot plot, Labels labels, List<String> colors, ChartDataFile file) {
    private static final String TYPE = "type";
    private static final String NAME = "name";
    private static final String DATA = "data";
    private static final String CATEGORY = "category";
    private static final String VALUE = "value";
    private static final List<String> LIGHT_TO_DARK = List.of("#fff7bc", "#fee391", "#fec44f", "#fe9929", "#ec7014");

    Map<String, Object> build() {
        var option = new LinkedHashMap<String, Object>();
        option.put("title", map("text", labels.title(), "left", "center"));
        option.put("color", colors);
        option.put("tooltip", map("trigger", isShared() ? "axis" : "item"));
        switch (plot) {
            case Plot.Boxes boxes -> boxes(option, boxes);
            case Plot.Points points -> points(option, points);
            case Plot.Bars bars -> bars(option, bars);
            case Plot.Slices slices -> slices(option, slices);
            case Plot.Cells cells -> cells(option, cells);
        }
        return option;
    }

    private boolean isShared() {
        return plot instanceof Plot.Bars || (plot instanceof Plot.Points points && points.lines());
    }

    private void axes(Map<String, Object> option, Map<String, Object> x, Map<String, Object> y) {
        x.putAll(map(NAME, labels.x(), "nameLocation", "middle", "nameGap", 30));
        y.putAll(map(NAME, labels.y(), "nameLocation", "middle", "nameGap", 45));
        option.put("grid", map("containLabel", true, "left", 40, "right", 40, "bottom", 40));
        option.put("xAxis", x);
        option.put("yAxis", y);
    }

    private void boxes(Map<String, Object> option, Plot.Boxes plot) {
        var boxes = plot.boxes();
        axes(
                option,
                map(TYPE, CATEGORY, DATA, boxes.stream().map(Plot.Box::name).toList()),
                map(TYPE, VALUE, "scale", true));
        var numbers = boxes.stream()
                .map(it -> DoubleStream.of(it.min(), it.q1(), it.median(), it.q3(), it.max())
                        .mapToObj(CellValues::shortest)
                        .toList())
                .toList();
        option.put("series", List.of(map(TYPE, "boxplot", NAME, labels.y(), DATA, numbers)));
    }

    private void points(Map<String, Object> option, Plot.Points plot) {
        axes(option, map(TYPE, plot.dates() ? "time" : VALUE, "scale", true), map(TYPE, VALUE, "scale", true));
        option.put("dataset", map("source", file.key(), "sourceHeader", true));
        var groups = plot.series().stream().map(PointSeries::name).toList();
        var isGrouped = !groups.equals(List.of(""));
        if (!plot.lines()) {
            option.put("series", List.of(map(TYPE, "scatter", "encode", map("x", 0, "y", 1))));
            if (isGrouped) {
                option.put("visualMap", byGroup(groups));
            }
            return;
        }
        option.put(
                "series",
                IntStream.range(0, groups.size())
                        .mapToObj(i -> map(
                                TYPE,
                                "line",
                                NAME,
                                isGrouped ? groups.get(i) : labels.y(),
                                "showSymbol",
                                false,
                                "connectNulls",
                                true,
                                "encode",
                                map("x", 0, "y", i + 1)))
                        .toList());
        addLegend(option, isGrouped);
    }

    /** Returns the colors of groups, whose names are the third column of the data file. */
    private Map<String, Object> byGroup(List<String> groups) {
        var shown = IntStream.range(0, groups.size())
                .mapToObj(i -> colors.get(i % colors.size()))
                .toList();
        return map(
                TYPE,
                "piecewise",
                "dimension",
                2,
                "categories",
                groups,
                "inRange",
                map("color", shown),
                "right",
                10,
                "top",
                "middle");
    }

    private void bars(Map<String, Object> option, Plot.Bars plot) {
        axes(option, map(TYPE, CATEGORY, DATA, plot.categories()), map(TYPE, VALUE));
        var isGrouped =
                plot.series().size() > 1 || !plot.series().getFirst().name().isEmpty();
        option.put(
                "series",
                plot.series().stream()
                        .map(it -> {
                            var series = map(
                                    TYPE, "bar", NAME, isGrouped ? it.name() : labels.y(), DATA, numbers(it.values()));
                            if (plot.touching()) {
                                series.put("barCategoryGap", "0%");
                            }
                            return series;
                        })
                        .toList());
        addLegend(option, isGrouped);
    }

    /** Returns the values with "-", which ECharts shows as a gap, for those that are missing. */
    private static List<Object> numbers(List<@Nullable Double> values) {
        var numbers = new ArrayList<Object>(values.size());
        for (var value : values) {
            numbers.add(value == null ? "-" : CellValues.shortest(value));
        }
        return numbers;
    }

    private static void addLegend(Map<String, Object> option, boolean isGrouped) {
        if (isGrouped) {
            option.put("legend", map(TYPE, "scroll", "top", 30));
        }
    }

    private void slices(Map<String, Object> option, Plot.Slices plot) {
        var data = plot.slices().stream()
                .map(it -> map(NAME, it.name(), VALUE, CellValues.shortest(it.value())))
                .toList();
        option.put("series", List.of(map(TYPE, "pie", NAME, labels.y(), "radius", "60%", DATA, data)));
        option.put("legend", map(TYPE, "scroll", "bottom", 0));
    }

    private void cells(Map<String, Object> option, Plot.Cells plot) {
        axes(
                option,
                map(TYPE, CATEGORY, DATA, plot.columns()),
                map(TYPE, CATEGORY, DATA, plot.rows(), "inverse", true));
        var range = plot.cells().stream().mapToDouble(Plot.Cell::value).summaryStatistics();
        option.put(
                "visualMap",
                map(
                        "min",
                        CellValues.shortest(range.getMin()),
                        "max",
                        CellValues.shortest(range.getMax()),
                        "calculable",
                        true,
                        "right",
                        0,
                        "top",
                        "middle",
                        "inRange",
                        map("color", LIGHT_TO_DARK)));
        var data = plot.cells().stream()
                .map(it -> List.of(it.column(), it.row(), CellValues.shortest(it.value())))
                .toList();
        option.put("series", List.of(map(TYPE, "heatmap", DATA, data)));
    }

    /** Returns a map of names and values in turn. */
    private static Map<String, Object> map(Object... entries) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
