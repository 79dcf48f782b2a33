package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the documentation.
 *
 * @param source the sitemap that lists them
 * @param hits best first
 * @param total how many match
 * @param pages how many were looked at
 * @param read of how many of those the text is known; the others are found by their address alone
 * @param reading whether texts are still being read
 */
public record DocsFound(String source, List<Hit> hits, int total, int pages, int read, boolean reading) {
    public DocsFound {
        hits = List.copyOf(hits);
    }

    /**
     * A page.
     *
     * @param snippet its text around the match; null while that is not known
     * @param modified when it last changed, as the sitemap has it
     */
    public record Hit(
            String url,
            String title,
            @Nullable String snippet,
            double score,
            @Nullable String modified) {}
}
