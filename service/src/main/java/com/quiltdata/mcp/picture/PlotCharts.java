package com.quiltdata.mcp.picture;

import com.quiltdata.mcp.picture.Picture.Labels;
import com.quiltdata.mcp.picture.Plot.BarSeries;
import com.quiltdata.mcp.picture.Plot.PointSeries;
import com.quiltdata.mcp.picture.Plot.Slice;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.PieStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Makes the library's chart of each plot. */
record PlotCharts(PictureStyle style, Labels labels) {
    private static final double LEGEND = PictureStyle.WIDTH * 0.2;
    private static final int MAX_VALUES = 150;
    private static final int DIGITS = 4;
    private static final int EVEN = 10;
    private static final double UNSEEN = 0.001;
    private static final int FEW = 60;
    private static final int TRANSLUCENT = 190;
    private static final int SOME = 200;
    private static final int MANY = 1000;

    /** Colors from few to many: they differ in lightness, so that everybody can tell them apart, and text is legible on all. */
    private static final Color[] LIGHT_TO_DARK = {
        new Color(0xfff7bc), new Color(0xfee391), new Color(0xfec44f), new Color(0xfe9929), new Color(0xec7014)
    };

    private static final Color NO_VALUE = new Color(0xeeeeee);

    Chart<?, ?> chart(Plot plot) {
        return switch (plot) {
            case Plot.Boxes(var boxes) ->
                style.applyAxes(new BoxplotChart(boxes, style), labels, 1, false)
                        .prepare();
            case Plot.Points points -> points(points);
            case Plot.Bars bars -> bars(bars);
            case Plot.Slices(var slices) -> pie(slices);
            case Plot.Cells cells -> heatmap(cells);
        };
    }

    private XYChart points(Plot.Points plot) {
        var groups = plot.series();
        var isGrouped = groups.size() > 1 || !groups.getFirst().name().isEmpty();
        var chart = style.applyAxes(
                new XYChart(PictureStyle.WIDTH, PictureStyle.HEIGHT, ChartTheme.XChart),
                labels,
                groups.size(),
                isGrouped);
        var count = groups.stream().mapToInt(it -> it.x().length).sum();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(plot.lines() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter)
                .setPlotGridVerticalLinesVisible(!plot.lines())
                .setXAxisTickMarkSpacingHint(90)
                .setTimezone(TimeZone.getTimeZone("UTC"))
                .setMarkerSize(count > MANY ? 4 : count > SOME ? 6 : 8);
        addSeries(chart, plot, count <= FEW);
        return chart;
    }

    private static AxisScale scale(Plot.Points plot, Function<PointSeries, double[]> numbers) {
        return AxisScale.of(plot.series().stream().flatMapToDouble(it -> DoubleStream.of(numbers.apply(it))));
    }

    private void addSeries(XYChart chart, Plot.Points plot, boolean marked) {
        var groups = plot.series();
        var names = style.labels().fitAll(groups.stream().map(PointSeries::name).toList(), LEGEND);
        var scaleX = scale(plot, PointSeries::x);
        var scaleY = scale(plot, PointSeries::y);
        chart.setCustomYAxisTickLabelsFormatter(scaleY::label);
        if (!plot.dates()) {
            chart.setCustomXAxisTickLabelsFormatter(scaleX::label);
        }
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            var y = scaleY.map(group.y());
            var series = plot.dates()
                    ? chart.addSeries(
                            names.get(i),
                            dates(group.x()),
                            DoubleStream.of(y).boxed().toList())
                    : chart.addSeries(names.get(i), uneven(scaleX.map(group.x())), y);
            if (plot.lines() && !marked) {
                series.setMarker(SeriesMarkers.NONE);
            }
            var color = style.color(i);
            series.setMarkerColor(
                    plot.lines() ? color : new Color(color.getRed(), color.getGreen(), color.getBlue(), TRANSLUCENT));
        }
    }

    /** Moves the first of many points by less than a pixel: for evenly spaced ones the library sets its labels too close. */
    private static double[] uneven(double[] values) {
        var moved = values.clone();
        moved[0] -= values.length <= EVEN ? 0 : UNSEEN;
        return moved;
    }

    @SuppressWarnings("JavaUtilDate") // the library knows no other dates
    private static List<Date> dates(double[] x) {
        return DoubleStream.of(x).mapToObj(it -> new Date((long) it)).toList();
    }

    private CategoryChart bars(Plot.Bars plot) {
        var groups = plot.series();
        var isGrouped = groups.size() > 1 || !groups.getFirst().name().isEmpty();
        var chart = style.applyAxes(
                new CategoryChart(PictureStyle.WIDTH, PictureStyle.HEIGHT, ChartTheme.XChart),
                labels,
                groups.size(),
                isGrouped);
        chart.getStyler().setAvailableSpaceFill(plot.touching() ? 0.98 : 0.75);
        var categories = style.categories(chart.getStyler(), plot.categories());
        var scale = AxisScale.of(DoubleStream.concat(
                DoubleStream.of(0),
                groups.stream()
                        .flatMap(it -> it.values().stream())
                        .filter(Objects::nonNull)
                        .mapToDouble(it -> it)));
        chart.setCustomYAxisTickLabelsFormatter(scale::label);
        var names = style.labels().fitAll(groups.stream().map(BarSeries::name).toList(), LEGEND);
        for (int i = 0; i < groups.size(); i++) {
            chart.addSeries(
                    names.get(i), categories, mapped(scale, groups.get(i).values()));
        }
        return chart;
    }

    private static List<@Nullable Double> mapped(AxisScale scale, List<@Nullable Double> values) {
        var mapped = new ArrayList<@Nullable Double>();
        for (var value : values) {
            mapped.add(value == null ? null : (Double) scale.map(value));
        }
        return mapped;
    }

    private PieChart pie(List<Slice> slices) {
        var chart = style.apply(
                new PieChart(PictureStyle.WIDTH, PictureStyle.HEIGHT, ChartTheme.XChart),
                labels.title(),
                slices.size(),
                true);
        chart.getStyler()
                .setLabelsFont(style.font())
                .setLabelType(PieStyler.LabelType.Percentage)
                .setLabelsDistance(1.13)
                .setLabelsFontColorAutomaticEnabled(false)
                .setLabelsFontColor(PictureStyle.INK)
                .setClockwiseDirectionType(PieStyler.ClockwiseDirectionType.CLOCKWISE)
                .setPlotContentSize(0.8);
        var names = style.labels().fitAll(slices.stream().map(Slice::name).toList(), LEGEND);
        for (int i = 0; i < slices.size(); i++) {
            chart.addSeries(names.get(i), slices.get(i).value());
        }
        return chart;
    }

    /** Returns a number with four significant digits, because the library writes all that a number has. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
    }

    private HeatMapChart heatmap(Plot.Cells plot) {
        var chart = style.applyAxes(
                new HeatMapChart(PictureStyle.WIDTH, PictureStyle.HEIGHT, ChartTheme.XChart), labels, 1, true);
        var columns = style.categories(chart.getStyler(), plot.columns());
        var rows = style.labels().fitAll(plot.rows(), LEGEND).reversed();
        var values =
                plot.cells().stream().mapToDouble(it -> rounded(it.value())).summaryStatistics();
        chart.getStyler()
                .setRangeColors(LIGHT_TO_DARK)
                .setShowValue(plot.columns().size() * plot.rows().size() <= MAX_VALUES)
                .setValueFont(style.font())
                .setMin(values.getMin())
                .setMax(values.getMax() > values.getMin() ? values.getMax() : values.getMin() + 1)
                .setPlotGridLinesVisible(false)
                .setYAxisTickMarkSpacingHint(1)
                .setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right)
                .setPlotContentSize(1)
                .setPlotBackgroundColor(NO_VALUE);
        chart.addSeries(
                "cells",
                columns,
                rows,
                plot.cells().stream()
                        .map(it -> new Number[] {it.column(), rows.size() - 1 - it.row(), rounded(it.value())})
                        .toList());
        return chart;
    }
}
