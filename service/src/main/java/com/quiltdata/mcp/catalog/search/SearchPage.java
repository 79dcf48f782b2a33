package com.quiltdata.mcp.catalog.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of search hits.
 *
 * @param total number of hits on all pages; null where the registry returns it with the first page only
 * @param after where the next page begins; null on the last page
 * @param backend which backend searched: {@code graphql} or {@code elasticsearch}
 * @param incomplete one sentence for each bucket or group of buckets that returned no hits because its search failed
 */
public record SearchPage<H>(
        List<H> hits, @Nullable Integer total, @Nullable String after, String backend, List<String> incomplete) {
    public SearchPage {
        hits = List.copyOf(hits);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * Selects a page.
     *
     * @param after the {@code after} of the previous page; null for the first page
     */
    public record PageQuery(@Nullable String after, int size) {
        public static PageQuery first(int size) {
            return new PageQuery(null, size);
        }
    }
}
