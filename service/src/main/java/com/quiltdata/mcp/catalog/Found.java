package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found.
 *
 * @param total how many hits there are on all pages; absent where the registry tells it only with the first
 * @param after where the next page begins; absent at the end
 * @param backend what answered: {@code graphql} or {@code elasticsearch}
 * @param incomplete one sentence for each bucket or group of them that gave no answer
 */
public record Found<H>(
        List<H> hits, @Nullable Integer total, @Nullable String after, String backend, List<String> incomplete) {
    public Found {
        hits = List.copyOf(hits);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * Which page is wanted.
     *
     * @param after what the page before said of it; null for the first
     */
    public record Page(@Nullable String after, int size) {
        public static Page first(int size) {
            return new Page(null, size);
        }
    }
}
