package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Toolset;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The tools that search. */
public final class SearchToolset {
    /** The toolset's name in configuration and in requests. */
    public static final String NAME = "search";

    private SearchToolset() {}

    /**
     * Builds the toolset.
     *
     * @param clock the reference time for phrases such as {@code last week}
     */
    public static Toolset of(SearchReader reader, BucketReader buckets, DocsReader docs, InstantSource clock) {
        return new Toolset(
                NAME,
                List.of(
                        new SearchCatalog(reader, clock),
                        new SearchPackages(PagedSearch.packages(reader), new BucketPhrase(buckets), clock),
                        new SearchObjects(PagedSearch.objects(reader), new BucketPhrase(buckets), clock),
                        SearchMore.packages(reader),
                        SearchMore.objects(reader),
                        new SearchSuggest(reader, buckets),
                        new SearchExplain(reader, clock),
                        new SearchDocsQuiltBio(docs)),
                Set.of(
                        "search_catalog",
                        "search_packages_more",
                        "search_objects_more",
                        "search_suggest",
                        "search_explain"));
    }
}
