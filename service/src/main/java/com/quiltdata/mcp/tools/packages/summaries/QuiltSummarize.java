package com.quiltdata.mcp.tools.packages.summaries;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of {@code quilt_summarize.json}: the rows that the catalog shows on the page of a package. */
record QuiltSummarize(List<List<SummarizeEntry>> rows) {
    /** The logical key of the file. */
    static final String NAME = "quilt_summarize.json";

    /** The logical key of the package's README. */
    static final String README = "README.md";

    private static final int CHARTS_IN_ROW = 2;

    /**
     * Returns the rows for a package: its README, charts in pairs, and files that the catalog can preview.
     *
     * @param readme the logical key of the README; null if there is none
     * @param charts the charts that the package gets
     */
    static QuiltSummarize of(PackageContents contents, @Nullable String readme, List<SummaryChart> charts) {
        var rows = new ArrayList<List<SummarizeEntry>>();
        if (readme != null) {
            rows.add(List.of(SummarizeEntry.readme(readme)));
        }
        rows.addAll(ofCharts(charts).rows());
        var shown = charts.stream().map(SummaryChart::path).collect(Collectors.toSet());
        PreviewableFiles.choose(contents.files().stream().filter(file -> !isSummary(file.path(), shown)))
                .forEach(path -> rows.add(List.of(SummarizeEntry.of(path))));
        return new QuiltSummarize(rows);
    }

    /** Returns the rows of charts alone, in pairs. */
    static QuiltSummarize ofCharts(List<SummaryChart> charts) {
        return new QuiltSummarize(
                Lists.partition(charts.stream().map(SummarizeEntry::of).toList(), CHARTS_IN_ROW));
    }

    private static boolean isSummary(String path, Set<String> shown) {
        return path.equalsIgnoreCase(README) || path.equalsIgnoreCase(NAME) || shown.contains(path);
    }

    /** Returns the rows for files that the caller chose. */
    static QuiltSummarize ofPaths(List<String> paths) {
        return new QuiltSummarize(
                paths.stream().map(SummarizeEntry::of).map(List::of).toList());
    }

    /** The items of the JSON array: an entry for a row of one, a list for a row of several. */
    List<Object> items() {
        return rows.stream()
                .<Object>map(row -> row.size() == 1 ? row.getFirst() : row)
                .toList();
    }

    /** The JSON text, with a line for each row. */
    String text() {
        return items().stream().map(ToolJson::text).collect(Collectors.joining(",\n", "[", "]\n"));
    }

    GeneratedText file() {
        return new GeneratedText(NAME, text(), GeneratedText.JSON);
    }
}
