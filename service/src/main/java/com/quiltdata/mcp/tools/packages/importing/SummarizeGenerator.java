package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.SummarizeEntry;
import com.quiltdata.mcp.tools.packages.PackageFileInput.InlineInput;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The {@code quilt_summarize.json} of a package that is created from a prefix: its README and first files. */
final class SummarizeGenerator {
    private static final int MAX_FILES = 10;

    /** The file types that are shown, as in the replaced server. */
    private static final Set<String> SHOWN =
            Set.of("csv", "tsv", "json", "jsonl", "md", "txt", "parquet", "xlsx", "png", "jpg", "jpeg", "pdf", "ipynb");

    private SummarizeGenerator() {}

    static InlineInput of(SortedSet<String> keys) {
        var shown = keys.stream()
                .filter(key -> !key.equals(QuiltSummarize.README) && SHOWN.contains(FileProperties.fileType(key)))
                .limit(MAX_FILES);
        var paths = Stream.concat(Stream.of(QuiltSummarize.README), shown);
        var text = QuiltSummarize.ofEntries(paths.map(SummarizeEntry::of)).text();
        return new InlineInput(QuiltSummarize.NAME, text, QuiltSummarize.MEDIA_TYPE, null);
    }
}
