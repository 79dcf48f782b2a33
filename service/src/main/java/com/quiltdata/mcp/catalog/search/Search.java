package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.catalog.NameSyntax;
import java.util.List;

/** A search for packages or objects, and the order of its hits. */
public sealed interface Search {
    Terms terms();

    SearchOrder order();

    /**
     * The parts that both kinds of search share.
     *
     * @param text in Elasticsearch's query-string syntax; empty matches everything
     * @param buckets empty for every bucket that the caller's role can see
     */
    record Terms(String text, List<String> buckets, SearchFilters filters) {
        public Terms {
            buckets = buckets.stream().map(NameSyntax::bucket).toList();
        }
    }

    /**
     * A search for packages.
     *
     * @param latestOnly whether to return one hit for each package instead of one for each of its revisions
     */
    record Packages(Terms terms, SearchOrder order, boolean latestOnly, List<MetaFilter> meta) implements Search {
        public Packages {
            meta = List.copyOf(meta);
        }
    }

    /** A search for objects; delete markers never match. */
    record Objects(Terms terms, SearchOrder order) implements Search {}
}
