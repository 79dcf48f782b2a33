package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of {@code quilt_summarize.json}: the rows of files that the catalog shows on the page of a package. */
public record QuiltSummarize(List<List<SummarizeEntry>> rows) {
    /** The logical key of the file. */
    public static final String NAME = "quilt_summarize.json";

    /** The logical key of the package's README. */
    public static final String README = "README.md";

    /** The media type of the file. */
    public static final String MEDIA_TYPE = "application/json";

    /** Returns the content with a row for each file. */
    public static QuiltSummarize ofEntries(Stream<SummarizeEntry> entries) {
        return new QuiltSummarize(entries.map(List::of).toList());
    }

    /** The items of the JSON array: an entry for a row of one, a list for a row of several. */
    public List<Object> items() {
        return rows.stream()
                .<Object>map(row -> row.size() == 1 ? row.getFirst() : row)
                .toList();
    }

    /** The JSON text, with a line for each row. */
    public String text() {
        return items().stream().map(ToolJson::text).collect(Collectors.joining(",\n", "[", "]\n"));
    }
}
