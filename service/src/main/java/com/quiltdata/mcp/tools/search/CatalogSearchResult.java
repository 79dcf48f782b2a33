package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchCatalog}. */
record CatalogSearchResult(
        @Doc("Query as given") String query,
        @Doc("Scope") SearchScope scope,
        @Doc("Bucket; empty for all") String bucket,
        @Doc("Hits, best first") List<CatalogHit> results,

        @Doc("Number of matches on all pages; see note") @Nullable
        Integer totalResults,

        @Doc("Query as sent") String querySent,

        @Doc("Filters as sent") @Nullable List<String> filters,

        @Doc("graphql; elasticsearch on older registries") String backendUsed,

        @Doc("Time the search took, in milliseconds") long queryTimeMs,

        @Doc("How the query was interpreted") @Nullable String explanation,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden Source page)
        implements Truncatable<CatalogSearchResult>, HasContentBlocks {
    private static final int LINKED = 5;

    /** What the result is built from. */
    record Source(
            SearchCatalog.Input input,
            String bucket,
            String question,
            InterleavedHits hits,
            long milliseconds,
            @Nullable String explanation,
            @Nullable String emptied) {}

    static CatalogSearchResult of(Source page) {
        return of(page, page.input().countOnly() ? List.of() : page.hits().hits());
    }

    private static CatalogSearchResult of(Source page, List<CatalogHit> results) {
        var hits = page.hits();
        var cursor = page.input().countOnly() ? null : hits.cursor(page.question(), results.size());
        return new CatalogSearchResult(
                page.input().query(),
                page.input().scope(),
                page.bucket(),
                results,
                hits.total(),
                hits.querySent(),
                hits.filters(),
                hits.backend(),
                page.milliseconds(),
                page.explanation(),
                hits.incomplete(),
                cursor != null,
                cursor,
                note(page, cursor != null),
                page);
    }

    private static @Nullable String note(Source page, boolean more) {
        return SearchInput.note(
                page.emptied(),
                page.input().scope() == SearchScope.PACKAGE_ENTRY
                        ? "total_results counts packages with a match."
                        : null,
                page.hits().countsVersions() ? SearchInput.VERSIONS.formatted("total_results") : null,
                more ? "More hits follow: call again with the same arguments and cursor=next_cursor." : null);
    }

    /** Links to the first hits. */
    @Override
    public List<ContentBlock> blocks() {
        return results.stream().limit(LINKED).map(CatalogHit::link).toList();
    }

    /** Hits first, then their snippets and metadata. */
    @Override
    public int parts() {
        return 2 * results.size();
    }

    @Override
    public CatalogSearchResult first(int parts) {
        return of(page, Truncatable.itemsThenDetails(results, parts, CatalogHit::withoutMetadata));
    }
}
