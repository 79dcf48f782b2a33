package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hits of several searches, merged in turn from the best of each, because scores of different indexes do not compare.
 *
 * @param hits the merged hits
 * @param from index of the list that each hit comes from
 * @param ended number of hits in lists that earlier pages exhausted; null if the registry reports no total
 */
record InterleavedHits(
        List<SearchPosition.RemainingItems<CatalogHit>> lists,
        List<CatalogHit> hits,
        List<Integer> from,
        @Nullable Integer ended) {
    static InterleavedHits of(
            List<SearchPosition.RemainingItems<CatalogHit>> lists, int most, @Nullable Integer ended) {
        var hits = new ArrayList<CatalogHit>();
        var from = new ArrayList<Integer>();
        var longest = lists.stream().mapToInt(list -> list.items().size()).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (int list = 0; list < lists.size(); list++) {
                if (turn < lists.get(list).items().size() && hits.size() < most) {
                    hits.add(lists.get(list).items().get(turn));
                    from.add(list);
                }
            }
        }
        return new InterleavedHits(lists, hits, from, ended);
    }

    /** Returns the cursor after the first {@code told} hits; null at the end. */
    @Nullable
    String cursor(String question, int told) {
        var legs = new ArrayList<SearchPosition>();
        for (int list = 0; list < lists.size(); list++) {
            var next = lists.get(list).next(of(list, told));
            if (next != null) {
                legs.add(next);
            }
        }
        return legs.isEmpty() ? null : new SearchCursor(question, legs).encode();
    }

    /** Returns how many of the first {@code told} hits come from a list. */
    private int of(int list, int told) {
        return (int) from.stream().limit(told).filter(it -> it == list).count();
    }

    /** Returns the number of hits in all lists; null if one reports no total. */
    @Nullable
    Integer total() {
        var total = ended;
        for (var list : lists) {
            if (total == null || list.total() == null) {
                return null;
            }
            total += list.total();
        }
        return total;
    }

    String backend() {
        return lists.stream()
                .map(SearchPosition.RemainingItems::backend)
                .distinct()
                .reduce((a, b) -> a + "+" + b)
                .orElse("none");
    }

    List<String> incomplete() {
        return lists.stream()
                .flatMap(list -> list.incomplete().stream())
                .distinct()
                .toList();
    }

    /** Returns the distinct query texts that were sent. */
    String querySent() {
        return texts().distinct().reduce((a, b) -> a + " | " + b).orElse("*");
    }

    private Stream<String> texts() {
        return lists.stream().map(list -> QueryText.text(list.asked().search()));
    }
}
