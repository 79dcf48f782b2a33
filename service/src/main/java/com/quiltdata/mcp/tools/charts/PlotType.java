package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tool.OtherWords;
import java.util.Locale;

/** A type of chart. */
enum PlotType {
    @OtherWords({"box", "boxes", "boxchart", "whisker", "boxandwhisker"})
    BOXPLOT("Interactive box plot summarizing %2$s across %1$s."),

    @OtherWords({"scatterplot", "scatterchart", "points", "xy", "dotplot"})
    SCATTER("Scatter plot comparing %s against %s."),

    @OtherWords({"lines", "lineplot", "linechart", "linegraph", "timeseries"})
    LINE("Line chart visualizing %2$s over %1$s."),

    @OtherWords({"hist", "histplot", "distribution"})
    HISTOGRAM("Histogram of %s."),

    @OtherWords({"piechart", "pieplot", "donut", "doughnut"})
    PIE("Pie chart of %2$s by %1$s."),

    @OtherWords({"heat", "heatmapchart", "matrix"})
    HEATMAP("Heatmap over %s and %s."),

    @OtherWords({"bars", "barchart", "barplot", "bargraph", "column", "columns", "columnchart"})
    BAR("Bar chart aggregating %2$s by %1$s.");

    private final String description;

    PlotType(String description) {
        this.description = description;
    }

    /** Returns the word for it in arguments and results. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a sentence that describes a chart of this type with these labels. */
    String describe(String x, String y) {
        return description.formatted(x, y);
    }

    /** Returns whether the chart needs a second column. */
    boolean needsY() {
        return this != HISTOGRAM && this != PIE;
    }

    /** Returns whether a column can give each of its values a color. */
    boolean hasGroups() {
        return switch (this) {
            case SCATTER, LINE, BAR, HISTOGRAM -> true;
            case BOXPLOT, PIE, HEATMAP -> false;
        };
    }

    /** Returns the title of a chart that has none of its own. */
    String title(String x, String y) {
        return switch (this) {
            case BOXPLOT, BAR, PIE -> "%s by %s".formatted(y, x);
            case SCATTER -> "%s vs %s".formatted(y, x);
            case LINE -> "%s over %s".formatted(y, x);
            case HISTOGRAM -> "Histogram of %s".formatted(x);
            case HEATMAP -> "%s and %s".formatted(x, y);
        };
    }
}
