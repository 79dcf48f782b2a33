package com.quiltdata.mcp.catalog.docs;

import java.time.Duration;

/**
 * What bounds the traffic with the documentation's host, and the memory that its pages take.
 *
 * @param fetch how long one document may take in all
 * @param crawl how long all of them may take
 * @param patience how long a caller waits for the sitemap, when nothing is known yet
 * @param fresh how long what was read is good
 * @param retry how long until the next attempt when most could not be read
 * @param sitemapBytes of one sitemap
 * @param pageBytes of one page
 * @param texts pages whose text is read
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
    /** Documents fetched at a time. */
    static final int AT_ONCE = 4;

    /** Sitemaps that one of them names. */
    static final int SITEMAPS = 20;

    /** Addresses of pages kept of one sitemap. */
    static final int ADDRESSES = 2000;

    /** Characters of an address. */
    static final int ADDRESS = 400;

    /** Characters of a title. */
    static final int TITLE = 200;

    /** Characters kept of a page's text. */
    static final int TEXT = 20_000;

    /** Of a server whose exchanges take at most so long. */
    static DocsLimits of(Duration timeout) {
        var most = Duration.ofSeconds(10);
        return new DocsLimits(
                Duration.ofSeconds(8),
                Duration.ofMinutes(3),
                timeout.compareTo(most) < 0 ? timeout : most,
                Duration.ofHours(6),
                Duration.ofMinutes(10),
                4 << 20,
                1 << 20,
                500);
    }
}
