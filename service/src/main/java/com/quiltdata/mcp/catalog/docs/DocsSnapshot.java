package com.quiltdata.mcp.catalog.docs;

import java.time.Instant;

/** The index, how many pages have text, whether texts are still being read, and when the next crawl is due. */
record DocsSnapshot(DocsIndex index, int read, boolean reading, Instant due) {
    boolean isStale(Instant now) {
        return now.isAfter(due);
    }

    /** Returns this snapshot, complete and due at {@code later}. */
    DocsSnapshot until(Instant later) {
        return new DocsSnapshot(index, read, false, later);
    }
}
