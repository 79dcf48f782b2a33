package com.quiltdata.mcp.catalog;

import java.util.List;

/** What is searched for, and in which order it is wanted. */
public sealed interface Search {
    Terms terms();

    SearchOrder order();

    /**
     * What both kinds have.
     *
     * @param text in Elasticsearch's query-string syntax; empty for everything
     * @param buckets empty for all that the caller's role opens
     */
    record Terms(String text, List<String> buckets, SearchFilters filters) {
        public Terms {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * Packages.
     *
     * @param latestOnly one hit for each package, or one for each of its revisions
     */
    record Packages(Terms terms, SearchOrder order, boolean latestOnly, List<MetaFilter> meta) implements Search {
        public Packages {
            meta = List.copyOf(meta);
        }
    }

    /** Objects; delete markers are never found. */
    record Objects(Terms terms, SearchOrder order) implements Search {}
}
