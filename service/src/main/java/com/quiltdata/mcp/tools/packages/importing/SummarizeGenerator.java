package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The generated {@code quilt_summarize.json}: an array of the files that the catalog shows on the package page. */
final class SummarizeGenerator {
    static final String NAME = "quilt_summarize.json";
    private static final int MAX_FILES = 10;
    private static final Set<String> SHOWN =
            Set.of("csv", "tsv", "json", "jsonl", "md", "txt", "parquet", "xlsx", "png", "jpg", "jpeg", "pdf", "ipynb");

    private SummarizeGenerator() {}

    static PackageFileInput.InlineInput of(SortedSet<String> keys) {
        var shown = keys.stream()
                .filter(key -> !key.equals(ReadmeGenerator.NAME) && SHOWN.contains(FileProperties.fileType(key)))
                .limit(MAX_FILES);
        var json = Stream.concat(Stream.of(ReadmeGenerator.NAME), shown)
                .map(key -> ToolJson.text(ToolJson.tree(Map.of("path", key))))
                .collect(Collectors.joining(",\n", "[", "]\n"));
        return new PackageFileInput.InlineInput(NAME, json, "application/json", null);
    }
}
