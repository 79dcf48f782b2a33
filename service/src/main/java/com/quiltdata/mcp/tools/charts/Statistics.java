package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tool.Doc;
import java.util.stream.DoubleStream;

/** Statistics of numbers; quartiles are interpolated between the two nearest values (the inclusive method). */
record Statistics(
        @Doc("Mean") double mean,
        @Doc("Median") double median,
        @Doc("Standard deviation of the population") double std,
        @Doc("Minimum") double min,
        @Doc("Maximum") double max,
        @Doc("First quartile, inclusive method") double q1,
        @Doc("Third quartile, inclusive method") double q3,
        @Doc("Number of values") int count) {
    private static final double QUARTER = 0.25;

    /** Returns the statistics of one value at least. */
    static Statistics of(double[] values) {
        var sorted = DoubleStream.of(values).sorted().toArray();
        var mean = DoubleStream.of(sorted).average().orElseThrow();
        var variance = DoubleStream.of(sorted)
                .map(it -> (it - mean) * (it - mean))
                .average()
                .orElseThrow();
        return new Statistics(
                mean,
                quantile(sorted, 2 * QUARTER),
                Math.sqrt(variance),
                sorted[0],
                sorted[sorted.length - 1],
                quantile(sorted, QUARTER),
                quantile(sorted, 3 * QUARTER),
                sorted.length);
    }

    private static double quantile(double[] sorted, double share) {
        var position = share * (sorted.length - 1);
        var below = (int) position;
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
