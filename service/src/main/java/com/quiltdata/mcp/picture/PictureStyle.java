package com.quiltdata.mcp.picture;

import com.quiltdata.mcp.picture.Picture.Labels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Fonts, colors and sizes that all pictures share. */
final class PictureStyle {
    static final int WIDTH = 800;
    static final int HEIGHT = 500;
    static final Color INK = new Color(0x333333);
    static final float TEXT = 13f;

    private static final float TITLE = 17f;
    private static final float SMALL_TITLE = 13f;
    private static final double WIDE_PLOT = 0.78;
    private static final double NARROW_PLOT = 0.56;
    private static final double LABEL_HEIGHT = 0.26;
    private static final double ROOMY = 110;
    private static final double TIGHT = 22;
    private static final double GAP = 10;
    private static final Color GRID = new Color(0xe3e3e3);
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.TRIANGLE_DOWN
    };
    private static final float[][] DASHES = {null, {9f, 4f}, {2f, 4f}, {9f, 4f, 2f, 4f}};

    private final Font font;
    private final LabelFitter labels;
    private final List<String> colors;

    PictureStyle(Font font, List<String> colors) {
        this.font = font.deriveFont(TEXT);
        this.labels = new LabelFitter(this.font);
        this.colors = colors;
    }

    Font font() {
        return font;
    }

    LabelFitter labels() {
        return labels;
    }

    Color color(int index) {
        return Color.decode(colors.get(index % colors.size()));
    }

    /** Returns a color for each series. */
    private Color[] colors(int count) {
        var all = new Color[count];
        for (int i = 0; i < count; i++) {
            all[i] = color(i);
        }
        return all;
    }

    /** Lines that repeat a color differ in their dashes, and points in their form. */
    private BasicStroke[] strokes(int count) {
        var all = new BasicStroke[count];
        for (int i = 0; i < count; i++) {
            var dash = DASHES[i / colors.size() % DASHES.length];
            all[i] = new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
        }
        return all;
    }

    /** Sets the style of a chart with this number of series. */
    <C extends Chart<? extends Styler, ?>> C apply(C chart, String title, int series, boolean legend) {
        var styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setBaseFont(font)
                .setLegendFont(font)
                .setLegendVisible(legend)
                .setLegendBorderColor(Color.WHITE)
                .setAntiAlias(true)
                .setSeriesColors(colors(series))
                .setSeriesLines(strokes(series))
                .setSeriesMarkers(MARKERS)
                .setChartPadding(14);
        var width = legend ? WIDTH * 0.7 : WIDTH * 0.84;
        var large = font.deriveFont(TITLE);
        var small = font.deriveFont(SMALL_TITLE);
        var isLong = !labels.fit(title, width, large).equals(labels.fit(title, Integer.MAX_VALUE, large));
        styler.setChartTitleFont(isLong ? small : large).setChartTitlePadding(8);
        chart.setTitle(labels.fit(title, width, isLong ? small : large));
        return chart;
    }

    /** Sets the style of the axes too. */
    <C extends AxesChart<? extends AxesChartStyler, ?>> C applyAxes(C chart, Labels texts, int series, boolean legend) {
        apply(chart, texts.title(), series, legend);
        chart.getStyler()
                .setAxisTickLabelsFont(font)
                .setAxisTitleFont(font)
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(GRID)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setPlotGridVerticalLinesVisible(false)
                .setAxisTitlePadding(10);
        chart.setXAxisTitle(labels.fit(texts.x(), WIDTH * 0.7));
        chart.setYAxisTitle(labels.fit(texts.y(), HEIGHT * 0.7));
        return chart;
    }

    /**
     * Sets the labels of categories below the chart: side by side if there is room, or else slanted or upright, so that
     * each is shown.
     */
    List<String> categories(AxesChartStyler styler, List<String> names) {
        var step = WIDTH * (styler.isLegendVisible() ? NARROW_PLOT : WIDE_PLOT) / names.size();
        styler.setXAxisTickMarkSpacingHint(1);
        if (step >= ROOMY || labels.allFit(names, step - GAP)) {
            return labels.fitAll(names, step - GAP);
        }
        styler.setXAxisLabelRotation(step >= TIGHT ? 45 : 90)
                .setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right)
                .setXAxisLabelAlignment(
                        step >= TIGHT ? AxesChartStyler.TextAlignment.Right : AxesChartStyler.TextAlignment.Centre);
        return labels.fitAll(names, HEIGHT * LABEL_HEIGHT);
    }
}
