package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.SearchCursor;
import com.quiltdata.mcp.catalog.SearchLeg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists of hits told as one: by turns, from the best of each on, because scores of different indexes do not compare.
 *
 * @param hits in turn
 * @param from which list each hit is of
 * @param ended how many hits there are of lists that earlier pages ended; null where the registry does not say
 */
record Interleaved(
        List<SearchLeg.Pulled<CatalogHit>> lists,
        List<CatalogHit> hits,
        List<Integer> from,
        @Nullable Integer ended) {
    static Interleaved of(List<SearchLeg.Pulled<CatalogHit>> lists, int most, @Nullable Integer ended) {
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
        return new Interleaved(lists, hits, from, ended);
    }

    /** Where it goes on after so many hits; null at the end. */
    @Nullable
    String cursor(String question, int told) {
        var legs = new ArrayList<SearchLeg>();
        for (int list = 0; list < lists.size(); list++) {
            var next = lists.get(list).next(of(list, told));
            if (next != null) {
                legs.add(next);
            }
        }
        return legs.isEmpty() ? null : new SearchCursor(question, legs).print();
    }

    /** How many of the first hits are of a list. */
    private int of(int list, int told) {
        return (int) from.stream().limit(told).filter(it -> it == list).count();
    }

    /** How many there are in all lists; null where one does not tell. */
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
                .map(SearchLeg.Pulled::backend)
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

    /** Each different text that was sent. */
    String querySent() {
        return texts().distinct().reduce((a, b) -> a + " | " + b).orElse("*");
    }

    private Stream<String> texts() {
        return lists.stream().map(list -> Wording.text(list.asked().search()));
    }
}
