package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** {@code quilt_summarize.json}: which files the catalog shows on the page of a package, as an array. */
final class Summary {
    static final String NAME = "quilt_summarize.json";
    private static final int MOST = 10;
    private static final Set<String> SHOWN =
            Set.of("csv", "tsv", "json", "jsonl", "md", "txt", "parquet", "xlsx", "png", "jpg", "jpeg", "pdf", "ipynb");

    private Summary() {}

    static Given.Inline of(SortedSet<String> keys) {
        var lines = new ArrayList<Map<String, Object>>();
        lines.add(Map.of("path", Readme.NAME));
        keys.stream()
                .filter(key -> !key.equals(Readme.NAME) && SHOWN.contains(Entry.fileType(key)))
                .limit(MOST)
                .forEach(key -> lines.add(Map.of("path", key)));
        return new Given.Inline(NAME, array(lines), "application/json", null);
    }

    /** An array of objects with one field each, a line for each. */
    private static String array(List<Map<String, Object>> lines) {
        return "["
                + String.join(
                        ",\n",
                        lines.stream().map(it -> Json.text(Json.tree(it))).toList())
                + "]\n";
    }
}
