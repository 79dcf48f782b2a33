package com.quiltdata.mcp.tools.charts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The bins of a histogram, all of one width. Each has its lower edge and lacks its upper one, but for the last, which has
 * both.
 *
 * @param edges the edges in ascending order, one more than there are bins
 */
record HistogramBins(List<Double> edges) {
    static final int MAX_BINS = 60;
    private static final int DIGITS = 4;

    /** The width of the bins of equal numbers, as a share of them. */
    private static final double NARROWEST = 1e-9;

    /** Returns bins over the range of some values; their number follows Sturges' rule if none is given. */
    static HistogramBins of(double[] values, @Nullable Integer wanted) {
        var range = DoubleStream.of(values).summaryStatistics();
        var min = range.getMin();
        var max = range.getMax() > min ? range.getMax() : min + Math.max(1, Math.abs(min) * NARROWEST);
        var sturges = (int) Math.ceil(Math.log(values.length) / Math.log(2)) + 1;
        var count = wanted == null ? Math.min(MAX_BINS, sturges) : wanted;
        return new HistogramBins(IntStream.rangeClosed(0, count)
                .mapToObj(i -> i == count ? max : min + (max - min) * i / count)
                .toList());
    }

    /** Returns how many of the values are in each bin. */
    int[] counts(double[] values) {
        var counts = new int[edges.size() - 1];
        for (var value : values) {
            var bin = 0;
            while (bin < counts.length - 1 && value >= edges.get(bin + 1)) {
                bin++;
            }
            counts[bin]++;
        }
        return counts;
    }

    /** Returns a short label for each bin, with the digits in which its edges differ. */
    List<String> labels() {
        var first = edges.getFirst();
        var last = edges.getLast();
        var share = Math.max(Math.abs(first), Math.abs(last)) / (last - first) * (edges.size() - 1);
        var context = new MathContext(Math.max(DIGITS, (int) Math.ceil(Math.log10(share)) + 2));
        return IntStream.range(0, edges.size() - 1)
                .mapToObj(i -> "%s–%s".formatted(shown(edges.get(i), context), shown(edges.get(i + 1), context)))
                .toList();
    }

    private static String shown(double edge, MathContext context) {
        var rounded = new BigDecimal(edge).round(context).stripTrailingZeros();
        return Math.abs(rounded.scale()) > DIGITS + 2 ? rounded.toString() : rounded.toPlainString();
    }
}
