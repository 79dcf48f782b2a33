package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Groups of files with the largest first, and all that are beyond a maximum together as the last.
 *
 * @param note how many groups the last one is; null if every group is listed
 */
record TallyRanking(
        List<Map.Entry<String, FileTally>> groups, @Nullable String note) {
    private static final int MAX_NAME = 120;

    /**
     * Ranks groups.
     *
     * @param max the number of groups in the ranking, including the one of all others
     * @param what what the groups are, in the plural
     */
    static TallyRanking of(Map<String, FileTally> tallies, int max, String what, ToLongFunction<FileTally> measure) {
        var sorted = List.copyOf(
                PackageContents.sorted(tallies, largestFirst(measure)).entrySet());
        if (sorted.size() <= max) {
            return new TallyRanking(sorted, null);
        }
        var first = new ArrayList<>(sorted.subList(0, max - 1));
        var others = sorted.subList(max - 1, sorted.size());
        var sum = others.stream().map(Map.Entry::getValue).reduce(FileTally.NONE, FileTally::plus);
        first.add(Map.entry("other (%,d %s)".formatted(others.size(), what), sum));
        return new TallyRanking(
                first,
                "The %,d largest of %,d %s are shown one by one, the others together."
                        .formatted(max - 1, sorted.size(), what));
    }

    private static Comparator<Map.Entry<String, FileTally>> largestFirst(ToLongFunction<FileTally> measure) {
        return (one, other) -> Long.compare(measure.applyAsLong(other.getValue()), measure.applyAsLong(one.getValue()));
    }

    /** A name on one line; of one over 120 characters the end, by which folders differ. */
    static String shortened(String name) {
        return shortened(name, MAX_NAME);
    }

    static String shortened(String name, int max) {
        var line = name.replaceAll("\\p{Cc}+", " ");
        var length = line.codePointCount(0, line.length());
        return WellFormedText.wellFormed(
                length <= max ? line : "…" + line.substring(line.offsetByCodePoints(0, length - max + 1)));
    }

    List<Bar> bars(BiFunction<String, FileTally, Bar> bar) {
        return groups.stream().map(it -> bar.apply(it.getKey(), it.getValue())).toList();
    }
}
