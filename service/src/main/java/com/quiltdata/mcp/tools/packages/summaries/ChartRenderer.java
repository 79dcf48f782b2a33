package com.quiltdata.mcp.tools.packages.summaries;

import java.util.Optional;

/** Draws charts as PNG images. */
@FunctionalInterface
public interface ChartRenderer {
    /** Draws nothing. */
    ChartRenderer NONE = _ -> Optional.empty();

    /** Returns the image as PNG; empty if this renderer cannot draw the chart. */
    Optional<byte[]> png(SummaryChart chart);
}
