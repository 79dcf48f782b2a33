package com.quiltdata.mcp.catalog.docs;

import java.time.Instant;

/**
 * What is known of the documentation.
 *
 * @param read how many pages' texts
 * @param reading whether texts are still being read
 * @param due when it is to be read anew
 */
record Shelf(PageIndex index, int read, boolean reading, Instant due) {
    boolean stale(Instant now) {
        return now.isAfter(due);
    }

    /** The same, as it stays until then. */
    Shelf until(Instant later) {
        return new Shelf(index, read, false, later);
    }
}
