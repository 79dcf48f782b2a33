package com.quiltdata.mcp.tools.packages.summaries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of what a package holds, independent of whoever draws it.
 *
 * @param name its name in results and the name of its file
 * @param subtitle the package, and what the chart leaves out
 * @param quantity what the values measure, like "Files" or "Size (MB)"
 * @param note what the chart aggregates or leaves out; null for nothing
 */
record SummaryChart(
        String name,
        Form form,
        String title,
        String subtitle,
        String description,
        String quantity,
        List<Bar> bars,
        @Nullable String note) {
    /** The folder of the files of charts. */
    static final String FOLDER = "summary/";

    private static final String SUFFIX = ".json";

    /** The form of a chart. */
    enum Form {
        PIE,
        HORIZONTAL_BARS,
        HISTOGRAM
    }

    /**
     * A value of a chart.
     *
     * @param text the value as it is written beside the bar
     */
    record Bar(String label, double value, String text) {
        /** The value, as an integer if it is one. */
        Number number() {
            if (value == Math.rint(value)) {
                return (long) value;
            }
            return value;
        }
    }

    /** The logical key of the file for this chart. */
    String path() {
        return path(name);
    }

    static String path(String name) {
        return FOLDER + name + SUFFIX;
    }

    List<String> labels() {
        return bars.stream().map(Bar::label).toList();
    }

    List<Number> values() {
        return bars.stream().map(Bar::number).toList();
    }
}
