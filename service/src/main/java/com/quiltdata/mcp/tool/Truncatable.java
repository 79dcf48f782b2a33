package com.quiltdata.mcp.tool;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An output that can be truncated, so that no result fails because of its size alone. Parts are ordered by importance:
 * the last are left out first.
 */
public interface Truncatable<O extends Record> {
    /** Returns the number of parts of the complete output. */
    int parts();

    /** Returns a copy with the first parts only and a note on how to get the rest. More parts give a longer text. */
    O first(int parts);

    /** Returns a copy without what cannot be split, for when that alone is too large; null when there is nothing. */
    default @Nullable O withoutMetadata() {
        return null;
    }

    /** Truncates a list whose items come first, one part each, and then in the same order the details of each item. */
    static <T> List<T> itemsThenDetails(List<T> items, int parts, UnaryOperator<T> withoutDetails) {
        return IntStream.range(0, Math.min(parts, items.size()))
                .mapToObj(i -> i < parts - items.size() ? items.get(i) : withoutDetails.apply(items.get(i)))
                .toList();
    }
}
