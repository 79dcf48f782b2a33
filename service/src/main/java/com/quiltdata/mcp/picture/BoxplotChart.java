package com.quiltdata.mcp.picture;

import com.quiltdata.mcp.picture.Plot.Box;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A box plot on the axes of a category chart. The library's own cuts whiskers at 1.5 times the box, not at a value. */
final class BoxplotChart extends CategoryChart {
    private static final double WIDEST = 90;
    private static final double MARGIN = 0.06;
    private static final int FILLED = 90;

    private final List<Box> boxes;
    private final PictureStyle style;
    private final AxisScale scale;

    BoxplotChart(List<Box> boxes, PictureStyle style) {
        super(PictureStyle.WIDTH, PictureStyle.HEIGHT, ChartTheme.XChart);
        this.boxes = boxes;
        this.style = style;
        this.scale = AxisScale.of(boxes.stream().flatMapToDouble(box -> DoubleStream.of(box.min(), box.max())));
    }

    /** Sets the axes to the range of the boxes. */
    BoxplotChart prepare() {
        var names = style.categories(getStyler(), boxes.stream().map(Box::name).toList());
        var unseen = addSeries(
                "boxes",
                names,
                boxes.stream().map(box -> scale.map(box.median())).toList());
        unseen.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        unseen.setMarker(SeriesMarkers.NONE);
        var min = boxes.stream().mapToDouble(box -> scale.map(box.min())).min().orElseThrow();
        var max = boxes.stream().mapToDouble(box -> scale.map(box.max())).max().orElseThrow();
        var margin = max > min ? (max - min) * MARGIN : Math.max(1, Math.abs(max) * MARGIN);
        setCustomYAxisTickLabelsFormatter(scale::label);
        getStyler().setYAxisMin(min - margin).setYAxisMax(max + margin);
        return this;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        super.paint(g, width, height);
        var plotted = plot.getBounds();
        var content = getStyler().getPlotContentSize() * plotted.getWidth();
        var step = content / boxes.size();
        var left = plotted.getX() + (plotted.getWidth() - content) / 2;
        for (int i = 0; i < boxes.size(); i++) {
            draw(g, boxes.get(i), left + (i + 0.5) * step, Math.min(WIDEST, step * 0.6));
        }
    }

    private double screenY(double value) {
        return getScreenYFromChart(scale.map(value));
    }

    private void draw(Graphics2D g, Box box, double center, double width) {
        var color = style.color(0);
        var left = center - width / 2;
        var top = screenY(box.q3());
        var bottom = screenY(box.q1());
        var shape = new Rectangle2D.Double(left, top, width, bottom - top);
        g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), FILLED));
        g.fill(shape);
        g.setColor(PictureStyle.INK);
        g.setStroke(new BasicStroke(1.2f));
        g.draw(shape);
        g.draw(new Line2D.Double(center, top, center, screenY(box.max())));
        g.draw(new Line2D.Double(center, bottom, center, screenY(box.min())));
        for (var end : List.of(box.min(), box.max())) {
            var y = screenY(end);
            g.draw(new Line2D.Double(center - width / 4, y, center + width / 4, y));
        }
        g.setStroke(new BasicStroke(2.4f));
        var median = screenY(box.median());
        g.draw(new Line2D.Double(left, median, left + width, median));
    }
}
