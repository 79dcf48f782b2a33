package com.quiltdata.mcp.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a chart shows, without its colors and labels. */
public sealed interface Plot {
    /** Boxes of a box plot, whose whiskers end at the minimum and the maximum. */
    record Boxes(List<Box> boxes) implements Plot {}

    /** The five numbers of one box. */
    record Box(String name, double min, double q1, double median, double q3, double max) {}

    /**
     * Points, or the lines through them.
     *
     * @param lines whether the points of a series are joined, in their order
     * @param dates whether x is a time in milliseconds since 1970
     */
    record Points(List<PointSeries> series, boolean lines, boolean dates) implements Plot {}

    /** The points of one group; the name is empty when there are no groups. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once; never compared
    record PointSeries(String name, double[] x, double[] y) {}

    /**
     * Bars for each category.
     *
     * @param touching whether the bars have no gaps, as those of a histogram
     */
    record Bars(List<String> categories, List<BarSeries> series, boolean touching) implements Plot {}

    /** The bars of one group, one for each category; null where the group has no value. */
    record BarSeries(String name, List<@Nullable Double> values) {}

    /** Slices of a pie. */
    record Slices(List<Slice> slices) implements Plot {}

    /** One slice of a pie; its value is not negative. */
    record Slice(String name, double value) {}

    /** Cells of a heatmap. */
    record Cells(List<String> columns, List<String> rows, List<Cell> cells) implements Plot {}

    /** One cell of a heatmap, by the indexes of its column and row. */
    record Cell(int column, int row, double value) {}
}
