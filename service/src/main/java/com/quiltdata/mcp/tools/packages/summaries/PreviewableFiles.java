package com.quiltdata.mcp.tools.packages.summaries;

import com.google.common.base.CharMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The choice of files that the catalog can preview, those nearest to the root first. */
final class PreviewableFiles {
    private static final int MAX_FILES = 10;
    private static final int MAX_OF_TYPE = 3;
    private static final int MAX_PATH = 300;

    /** File types with a preview, by rank: reports, tables, images, other texts and structures. */
    private static final List<Set<String>> TYPES = List.of(
            Set.of("html", "ipynb", "md", "pdf", "pptx"),
            Set.of("csv", "h5ad", "jsonl", "parquet", "tsv", "xls", "xlsx"),
            Set.of("bmp", "czi", "gif", "jpeg", "jpg", "mp4", "png", "tif", "tiff", "webm", "webp"),
            Set.of("bed", "cif", "fasta", "fcs", "json", "mol", "pdb", "sdf", "txt", "vcf", "yaml", "yml"));

    private PreviewableFiles() {}

    /** Returns the paths of at most 10 files, of which at most 3 have the same type. */
    static List<String> choose(Stream<SummaryFile> files) {
        var ofType = new HashMap<String, Integer>();
        var chosen = new ArrayList<String>();
        candidates(files).forEach(file -> {
            if (chosen.size() < MAX_FILES && ofType.merge(file.type(), 1, Integer::sum) <= MAX_OF_TYPE) {
                chosen.add(file.path());
            }
        });
        return chosen;
    }

    private static Stream<SummaryFile> candidates(Stream<SummaryFile> files) {
        Map<String, SummaryFile> byPath = new HashMap<>();
        files.filter(PreviewableFiles::isPreviewable).forEach(file -> byPath.putIfAbsent(file.path(), file));
        return byPath.values().stream()
                .sorted(Comparator.<SummaryFile>comparingInt(
                                file -> CharMatcher.is('/').countIn(file.path()))
                        .thenComparingInt(file -> rank(file.type()))
                        .thenComparing(SummaryFile::path));
    }

    private static boolean isPreviewable(SummaryFile file) {
        var size = file.size();
        return rank(file.type()) < TYPES.size()
                && (size == null || size > 0)
                && file.path().length() <= MAX_PATH
                && !file.path().startsWith(".")
                && !file.path().contains("/.")
                && file.isValid();
    }

    private static int rank(String type) {
        for (int rank = 0; rank < TYPES.size(); rank++) {
            if (TYPES.get(rank).contains(type)) {
                return rank;
            }
        }
        return TYPES.size();
    }
}
