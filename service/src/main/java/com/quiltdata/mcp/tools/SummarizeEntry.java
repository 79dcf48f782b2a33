package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.tool.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of {@code quilt_summarize.json}: a file that the catalog shows on the page of a package. */
public record SummarizeEntry(
        @Doc("Logical key") String path,
        @Doc("Title, instead of the file's name") @Nullable String title,
        @Doc("Description, in Markdown") @Nullable String description,
        @Doc("How the catalog renders the file") @Nullable List<String> types,

        @Doc("Whether the file is shown in full at first") @Nullable
        Boolean expand,

        @Doc("Metadata template, which the catalog ignores") @Nullable
        String metadataTemplate) {
    private static final List<String> CHART = List.of("echarts");
    private static final List<String> TABLE = List.of("perspective");

    /** Returns the entry of a file that the catalog shows under its name, in its own way. */
    public static SummarizeEntry of(String path) {
        return new SummarizeEntry(path, null, null, null, null, null);
    }

    /** Returns the entry of a table; {@code title} is null for the file's name. */
    public static SummarizeEntry table(String path, @Nullable String title) {
        return new SummarizeEntry(path, title, null, TABLE, null, null);
    }

    /** Returns the entry of an ECharts option, shown in full; without a title for the file's name. */
    public static SummarizeEntry chart(String path, @Nullable String title, @Nullable String description) {
        return new SummarizeEntry(path, title, description, CHART, true, null);
    }

    /** Returns this entry with a metadata template. */
    public SummarizeEntry with(String template) {
        return new SummarizeEntry(path, title, description, types, expand, template);
    }
}
