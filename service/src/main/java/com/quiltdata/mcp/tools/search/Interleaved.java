package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.SearchCursor;
import com.quiltdata.mcp.catalog.SearchLeg;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists of hits told as one: by turns, from the best of each on, because scores of different indexes do not compare.
 *
 * @param hits in turn
 * @param from which list each hit is of
 */
record Interleaved(List<SearchLeg.Pulled<CatalogHit>> lists, List<CatalogHit> hits, List<Integer> from) {
    static Interleaved of(List<SearchLeg.Pulled<CatalogHit>> lists, int most) {
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
        return new Interleaved(lists, hits, from);
    }

    /** Where it goes on after so many hits; null at the end. */
    @Nullable
    String cursor(String question, int told) {
        var legs = IntStream.range(0, lists.size())
                .mapToObj(list -> lists.get(list).next((int)
                        from.stream().limit(told).filter(it -> it == list).count()))
                .filter(Objects::nonNull)
                .toList();
        return legs.isEmpty() ? null : new SearchCursor(question, legs).print();
    }

    /** How many there are in all lists; null where one does not tell. */
    @Nullable
    Integer total() {
        var total = 0;
        for (var list : lists) {
            if (list.total() == null) {
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
        return lists.stream().map(list -> Shown.text(list.asked().search()));
    }
}
