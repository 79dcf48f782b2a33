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
 * @param sitemapBytes maximum bytes of one sitemap
 * @param pageBytes maximum bytes of one page
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
    /** Maximum number of concurrent fetches. */
    static final int MAX_CONCURRENT = 4;

    /** Maximum number of sitemaps read from a sitemap index. */
    static final int MAX_SITEMAPS = 20;

    /** Maximum number of page URLs read from one sitemap. */
    static final int MAX_URLS = 2000;

    /** Maximum characters of a URL. */
    static final int MAX_URL_LENGTH = 400;

    /** Maximum characters of a title. */
    static final int MAX_TITLE = 200;

    /** Maximum characters kept of a page's text. */
    static final int MAX_TEXT = 20_000;

    /** Returns the limits of a server whose exchanges take at most {@code timeout}. */
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
