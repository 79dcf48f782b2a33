package com.quiltdata.mcp.tools.packages.summaries;

/** A part of the summary of a package. */
enum SummaryPart {
    README,
    QUILT_SUMMARIZE,
    CHARTS
}
