package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchPosition.RemainingItems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hits of several searches, merged in turn from the best of each, because scores of different indexes do not compare.
 *
 * @param sources index of the list that each hit comes from
 * @param exhausted number of hits in lists that earlier pages exhausted; null if the registry reports no total
 */
record InterleavedHits(
        List<RemainingItems<CatalogHit>> lists,
        List<CatalogHit> hits,
        List<Integer> sources,
        @Nullable Integer exhausted) {
    static InterleavedHits of(List<RemainingItems<CatalogHit>> lists, int limit, @Nullable Integer exhausted) {
        var hits = new ArrayList<CatalogHit>();
        var sources = new ArrayList<Integer>();
        var longest = lists.stream().mapToInt(list -> list.items().size()).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (int list = 0; list < lists.size(); list++) {
                if (turn < lists.get(list).items().size() && hits.size() < limit) {
                    hits.add(lists.get(list).items().get(turn));
                    sources.add(list);
                }
            }
        }
        return new InterleavedHits(lists, hits, sources, exhausted);
    }

    /** Returns the cursor after the first {@code count} hits; null at the end. */
    @Nullable
    String cursor(String question, int count) {
        var positions = IntStream.range(0, lists.size())
                .mapToObj(list -> lists.get(list).next(Collections.frequency(sources.subList(0, count), list)))
                .filter(Objects::nonNull)
                .toList();
        return positions.isEmpty() ? null : new SearchCursor(question, positions).encode();
    }

    /** Returns the number of hits in all lists; null if one reports no total. */
    @Nullable
    Integer total() {
        var total = exhausted;
        for (var list : lists) {
            if (total == null || list.total() == null) {
                return null;
            }
            total += list.total();
        }
        return total;
    }

    boolean countsVersions() {
        return lists.stream().anyMatch(RemainingItems::countsVersions);
    }

    String backend() {
        return joined("+", RemainingItems::backend);
    }

    /** Returns the distinct query texts that were sent. */
    String querySent() {
        return joined(" | ", list -> QueryText.text(list.position().search()));
    }

    @Nullable
    List<String> incomplete() {
        return distinct(RemainingItems::incomplete);
    }

    /** Returns the filters of all searches in query syntax; null if there are none. */
    @Nullable
    List<String> filters() {
        return distinct(list ->
                Objects.requireNonNullElse(QueryText.filters(list.position().search()), List.of()));
    }

    private @Nullable List<String> distinct(Function<RemainingItems<?>, List<String>> values) {
        var all = lists.stream().map(values).flatMap(List::stream).distinct().toList();
        return all.isEmpty() ? null : all;
    }

    private String joined(String separator, Function<RemainingItems<?>, String> text) {
        return lists.stream().map(text).distinct().collect(Collectors.joining(separator));
    }
}
