package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Tool;
import java.time.InstantSource;
import java.util.List;

/** The tools that generate summaries from a list of files, and write nothing. */
public final class SummaryTools {
    private SummaryTools() {}

    /** Returns the tools. */
    public static List<Tool<?, ?>> of(CatalogSite site, InstantSource clock) {
        return List.of(
                new GenerateQuiltSummarizeJson(site, clock),
                new CreateQuiltSummaryFiles(clock),
                new GeneratePackageVisualizations(clock));
    }
}
