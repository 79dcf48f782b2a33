package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.picture.Plot;
import com.quiltdata.mcp.tools.charts.ChartResult.Bin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plot of a table, and what it was computed from.
 *
 * @param statistics of the numbers shown; null if the chart counts rows
 * @param measure what the numbers shown are, for example {@code mean of weight}
 * @param bins the bins of a histogram
 */
record BuiltPlot(
        Plot plot,
        PlottedRows rows,
        @Nullable Statistics statistics,
        String measure,
        @Nullable List<Bin> bins) {}
