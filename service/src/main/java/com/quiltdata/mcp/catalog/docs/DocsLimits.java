package com.quiltdata.mcp.catalog.docs;

import java.time.Duration;

/**
 * Limits on the traffic with the documentation's host, and on the memory for its pages.
 *
 * @param fetch time limit of one document
 * @param crawl time limit of all documents together
 * @param patience maximum time that a caller waits for the sitemap while nothing is cached
 * @param fresh how long a complete crawl is used before the next
 * @param retry time until the next attempt when most pages could not be read
 * @param texts maximum number of pages whose text is read
 */
record DocsLimits(
        Duration fetch,
        Duration crawl,
        Duration patience,
        Duration fresh,
        Duration retry,
        int sitemapBytes,
        int pageBytes,
        int texts) {
    static final int MAX_CONCURRENT = 4;
    static final int MAX_SITEMAPS = 20;
    static final int MAX_URLS = 2000; // of one sitemap
    static final int MAX_URL_LENGTH = 400; // characters
    static final int MAX_TITLE = 200; // characters
    static final int MAX_TEXT = 20_000; // characters kept of a page

    static DocsLimits of(Duration timeout) {
        var patience = Duration.ofSeconds(10);
        return new DocsLimits(
                Duration.ofSeconds(8),
                Duration.ofMinutes(3),
                timeout.compareTo(patience) < 0 ? timeout : patience,
                Duration.ofHours(6),
                Duration.ofMinutes(10),
                4 << 20,
                1 << 20,
                500);
    }
}
