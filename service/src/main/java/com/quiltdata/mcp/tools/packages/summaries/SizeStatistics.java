package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Bar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statistics of the files whose size is known. */
final class SizeStatistics {
    private static final long[] BOUNDS = {
        1, 1L << 10, 10L << 10, 100L << 10, 1L << 20, 10L << 20, 100L << 20, 1L << 30, 10L << 30, 100L << 30, 1L << 40
    };
    private static final List<String> LABELS = List.of(
            "0 B",
            "< 1 KB",
            "1–10 KB",
            "10–100 KB",
            "100 KB–1 MB",
            "1–10 MB",
            "10–100 MB",
            "100 MB–1 GB",
            "1–10 GB",
            "10–100 GB",
            "100 GB–1 TB",
            "≥ 1 TB");

    private final long[] sorted;

    private SizeStatistics(long[] sorted) {
        this.sorted = sorted;
    }

    /** The statistics in megabytes. */
    record Megabytes(
            @Doc("Mean") double meanMb,
            @Doc("Median") double medianMb,
            @Doc("Smallest") double minMb,
            @Doc("Largest") double maxMb) {}

    static SizeStatistics of(PackageContents contents) {
        return new SizeStatistics(contents.files().stream()
                .map(SummaryFile::size)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray());
    }

    int count() {
        return sorted.length;
    }

    /** The statistics; null if no size is known. */
    @Nullable
    Megabytes megabytes() {
        if (sorted.length == 0) {
            return null;
        }
        var middle = sorted.length / 2;
        var median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + (double) sorted[middle]) / 2;
        return new Megabytes(
                FileTally.megabytes(Arrays.stream(sorted).average().orElse(0)),
                FileTally.megabytes(median),
                FileTally.megabytes(sorted[0]),
                FileTally.megabytes(sorted[sorted.length - 1]));
    }

    /** The number of files by size, from the first bin with a file to the last. */
    List<Bar> bars() {
        var counts = new int[LABELS.size()];
        for (var size : sorted) {
            counts[bin(size)]++;
        }
        var bars = new ArrayList<Bar>();
        var last = bin(sorted[sorted.length - 1]);
        for (int i = bin(sorted[0]); i <= last; i++) {
            bars.add(new Bar(LABELS.get(i), counts[i], "%,d".formatted(counts[i])));
        }
        return bars;
    }

    private static int bin(long size) {
        var index = Arrays.binarySearch(BOUNDS, size);
        return index >= 0 ? index + 1 : -index - 1;
    }
}
