package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documentation pages that match a query.
 *
 * @param source the sitemap that lists them
 * @param hits best match first
 * @param pages number of pages searched
 * @param read how many of those pages have their text indexed; the others match by their URL alone
 * @param reading whether texts are still being fetched
 */
public record DocsMatches(String source, List<Hit> hits, int total, int pages, int read, boolean reading) {
    public DocsMatches {
        hits = List.copyOf(hits);
    }

    /** A matching page; its text around the match is null while not indexed, {@code modified} is as in the sitemap. */
    public record Hit(
            String url,
            String title,
            @Nullable String snippet,
            double score,
            @Nullable String modified) {}
}
