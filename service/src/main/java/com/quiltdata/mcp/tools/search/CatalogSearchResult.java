package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchCatalog}. */
record CatalogSearchResult(
        @Doc("Query as given") String query,
        @Doc("Kinds of things searched") SearchScope scope,
        @Doc("Bucket name; empty for all buckets") String bucket,
        @Doc("Hits, best first") List<CatalogHit> results,

        @Doc("Number of matches on all pages; for packageEntry, of packages") @Nullable
        Integer totalResults,

        @Doc("Query sent to the search backend, in its query syntax")
        String querySent,

        @Doc("Filters sent with the query, in query syntax") @Nullable
        List<String> filters,

        @Doc("graphql; elasticsearch on older registries") String backendUsed,

        @Doc("How the query was interpreted; only with explain_query=true") @Nullable
        String explanation,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden Source told)
        implements Truncatable<CatalogSearchResult>, HasContentBlocks {
    private static final int LINKED = 5;

    /**
     * The parts from which the result is built.
     *
     * @param counted whether only the total was requested
     */
    record Source(
            String query,
            SearchScope scope,
            String bucket,
            String question,
            InterleavedHits all,
            @Nullable String explanation,
            boolean counted) {}

    static CatalogSearchResult of(Source told) {
        return of(told, told.counted() ? List.of() : told.all().hits());
    }

    private static CatalogSearchResult of(Source told, List<CatalogHit> shown) {
        var all = told.all();
        var cursor = told.counted() ? null : all.cursor(told.question(), shown.size());
        var filters = all.lists().stream()
                .map(list -> QueryText.filters(list.asked().search()))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new CatalogSearchResult(
                told.query(),
                told.scope(),
                told.bucket(),
                shown,
                all.total(),
                all.querySent(),
                filters.isEmpty() ? null : filters,
                all.backend(),
                told.explanation(),
                all.incomplete().isEmpty() ? null : all.incomplete(),
                cursor != null,
                cursor,
                note(told, shown, cursor != null),
                told);
    }

    private static @Nullable String note(Source told, List<CatalogHit> shown, boolean more) {
        var entries = told.scope() == SearchScope.PACKAGE_ENTRY ? "total_results counts packages with a match." : null;
        var next = more ? "More hits follow: call again with the same arguments and cursor=next_cursor." : null;
        var none = shown.isEmpty() && !told.counted() && !more
                ? "No matches; try fewer words, another scope, or *word* to match part of a key."
                : null;
        var note = Stream.of(entries, next, none)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
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
        var kept = new ArrayList<CatalogHit>();
        for (int i = 0; i < Math.min(parts, results.size()); i++) {
            kept.add(
                    i < parts - results.size() ? results.get(i) : results.get(i).withoutMetadata());
        }
        return of(told, List.copyOf(kept));
    }
}
