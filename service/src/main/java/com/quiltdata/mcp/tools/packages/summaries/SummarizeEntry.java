package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.FileProperties;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry of {@code quilt_summarize.json}: a file that the catalog shows on the page of a package. */
record SummarizeEntry(
        @Doc("Logical key") String path,
        @Doc("Title, instead of the file's name") @Nullable String title,
        @Doc("Description, in Markdown") @Nullable String description,
        @Doc("How the catalog renders the file") @Nullable List<String> types,

        @Doc("Whether the file is shown in full at first") @Nullable
        Boolean expand) {
    private static final Set<String> TABLES = Set.of("csv", "tsv", "xls", "xlsx", "jsonl", "parquet");
    private static final List<String> TABLE = List.of("perspective");
    private static final List<String> CHART = List.of("echarts");
    private static final int MAX_TITLE = 100;

    static SummarizeEntry of(SummaryChart chart) {
        return new SummarizeEntry(chart.path(), chart.title(), chart.description(), CHART, true);
    }

    /** The entry of the package's README. */
    static SummarizeEntry readme(String path) {
        return new SummarizeEntry(path, null, null, null, true);
    }

    /** The entry of a file of any kind; one in a folder has its path as title, because the catalog shows its name only. */
    static SummarizeEntry of(String path) {
        if (SummaryCharts.NAMES.stream().map(SummaryChart::path).anyMatch(path::equals)) {
            return new SummarizeEntry(path, null, null, CHART, true);
        }
        var title = path.contains("/") && path.length() <= MAX_TITLE ? path : null;
        return new SummarizeEntry(
                path, title, null, TABLES.contains(FileProperties.fileType(path)) ? TABLE : null, null);
    }
}
