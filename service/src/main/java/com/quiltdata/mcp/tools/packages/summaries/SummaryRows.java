package com.quiltdata.mcp.tools.packages.summaries;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.SummarizeEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a summary's {@code quilt_summarize.json}: the README, charts in pairs, and files. */
final class SummaryRows {
    private static final int CHARTS_IN_ROW = 2;
    private static final Set<String> TABLES = Set.of("csv", "tsv", "xls", "xlsx", "jsonl", "parquet");
    private static final int MAX_TITLE = 100;

    private SummaryRows() {}

    /**
     * Returns the rows for a package: its README, charts in pairs, and files that the catalog can preview.
     *
     * @param readme the logical key of the README; null if there is none
     * @param charts the charts that the package gets
     */
    static QuiltSummarize of(PackageContents contents, @Nullable String readme, List<SummaryChart> charts) {
        var rows = new ArrayList<List<SummarizeEntry>>();
        if (readme != null) {
            rows.add(List.of(new SummarizeEntry(readme, null, null, null, true, null)));
        }
        rows.addAll(ofCharts(charts).rows());
        var shown = charts.stream().map(SummaryChart::path).collect(Collectors.toSet());
        PreviewableFiles.choose(contents.files().stream().filter(file -> !isSummary(file.path(), shown)))
                .forEach(path -> rows.add(List.of(entry(path))));
        return new QuiltSummarize(rows);
    }

    /** Returns the rows of charts alone, in pairs. */
    static QuiltSummarize ofCharts(List<SummaryChart> charts) {
        return new QuiltSummarize(
                Lists.partition(charts.stream().map(SummaryRows::entry).toList(), CHARTS_IN_ROW));
    }

    /** Returns the rows for files that the caller chose. */
    static QuiltSummarize ofPaths(List<String> paths) {
        return QuiltSummarize.ofEntries(paths.stream().map(SummaryRows::entry));
    }

    private static boolean isSummary(String path, Set<String> shown) {
        return path.equalsIgnoreCase(QuiltSummarize.README)
                || path.equalsIgnoreCase(QuiltSummarize.NAME)
                || shown.contains(path);
    }

    static SummarizeEntry entry(SummaryChart chart) {
        return SummarizeEntry.chart(chart.path(), chart.title(), chart.description());
    }

    /** Returns the entry of a file; one in a folder has its path as title, because the catalog shows its name only. */
    private static SummarizeEntry entry(String path) {
        if (SummaryCharts.NAMES.stream().map(SummaryChart::path).anyMatch(path::equals)) {
            return SummarizeEntry.chart(path, null, null);
        }
        var title = path.contains("/") && path.length() <= MAX_TITLE ? path : null;
        return TABLES.contains(FileProperties.fileType(path))
                ? SummarizeEntry.table(path, title)
                : new SummarizeEntry(path, title, null, null, null, null);
    }
}
