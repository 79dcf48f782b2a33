package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** The generated {@code quilt_summarize.json}: an array of the files that the catalog shows on the package page. */
final class SummarizeGenerator {
    static final String NAME = "quilt_summarize.json";
    private static final int MOST = 10;
    private static final Set<String> SHOWN =
            Set.of("csv", "tsv", "json", "jsonl", "md", "txt", "parquet", "xlsx", "png", "jpg", "jpeg", "pdf", "ipynb");

    private SummarizeGenerator() {}

    static PackageFileInput.InlineInput of(SortedSet<String> keys) {
        var lines = new ArrayList<Map<String, Object>>();
        lines.add(Map.of("path", ReadmeGenerator.NAME));
        keys.stream()
                .filter(key -> !key.equals(ReadmeGenerator.NAME) && SHOWN.contains(FileProperties.fileType(key)))
                .limit(MOST)
                .forEach(key -> lines.add(Map.of("path", key)));
        return new PackageFileInput.InlineInput(NAME, array(lines), "application/json", null);
    }

    /** A JSON array with one object per line. */
    private static String array(List<Map<String, Object>> lines) {
        return "["
                + String.join(
                        ",\n",
                        lines.stream()
                                .map(it -> ToolJson.text(ToolJson.tree(it)))
                                .toList())
                + "]\n";
    }
}
