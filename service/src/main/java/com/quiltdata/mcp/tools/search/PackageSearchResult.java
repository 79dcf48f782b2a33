package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchPackages}. */
record PackageSearchResult(
        @Doc("Packages in the requested order") List<PackageItem> packages,

        @Doc("Number of matches on all pages") @Nullable Integer total,
        @Doc("Query sent to the search backend") String querySent,
        @Doc("Filters sent with the query") @Nullable List<String> filters,

        @Doc("Facets to filter by: ranges, values, metadata keys") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden Source told)
        implements Truncatable<PackageSearchResult> {
    record Source(
            String question,
            SearchPosition.RemainingItems<PackageItem> pulled,
            @Nullable Map<String, Object> facets) {}

    static PackageSearchResult of(
            String question, SearchPosition.RemainingItems<PackageItem> pulled, @Nullable Facets facets) {
        return of(new Source(question, pulled, facets == null ? null : FacetList.of(facets)), pulled.items());
    }

    private static PackageSearchResult of(Source told, List<PackageItem> shown) {
        var pulled = told.pulled();
        var search = pulled.asked().search();
        var cursor = SearchInput.cursor(told.question(), pulled, shown.size());
        return new PackageSearchResult(
                shown,
                pulled.total(),
                QueryText.text(search),
                QueryText.filters(search),
                told.facets(),
                pulled.incomplete().isEmpty() ? null : pulled.incomplete(),
                cursor != null,
                cursor,
                cursor == null ? null : "More hits follow: call search_packages again with cursor=next_cursor.",
                told);
    }

    /** Packages first, then the details that package_browse returns too. */
    @Override
    public int parts() {
        return 2 * packages.size();
    }

    @Override
    public PackageSearchResult first(int parts) {
        var kept = new ArrayList<PackageItem>();
        for (int i = 0; i < Math.min(parts, packages.size()); i++) {
            kept.add(
                    i < parts - packages.size()
                            ? packages.get(i)
                            : packages.get(i).withoutMetadata());
        }
        return of(told, List.copyOf(kept));
    }
}
