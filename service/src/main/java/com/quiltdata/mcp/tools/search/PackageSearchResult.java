package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchPackages}. */
record PackageSearchResult(
        @Doc("Packages in the requested order") List<PackageItem> packages,

        @Doc("Number of matches on all pages") @Nullable Integer total,
        @Doc("Query as sent") String querySent,
        @Doc("Filters as sent") @Nullable List<String> filters,

        @Doc("Facets to filter by: ranges, values, metadata keys") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden ResultPage<PackageItem> page)
        implements Truncatable<PackageSearchResult> {
    static PackageSearchResult of(ResultPage<PackageItem> page) {
        return of(page, page.remaining().items());
    }

    private static PackageSearchResult of(ResultPage<PackageItem> page, List<PackageItem> packages) {
        var cursor = page.cursor(packages.size());
        return new PackageSearchResult(
                packages,
                page.remaining().total(),
                QueryText.text(page.search()),
                QueryText.filters(page.search()),
                page.facets(),
                page.incomplete(),
                cursor != null,
                cursor,
                page.note(cursor),
                page);
    }

    /** Packages first, then the details that package_browse returns too. */
    @Override
    public int parts() {
        return 2 * packages.size();
    }

    @Override
    public PackageSearchResult first(int parts) {
        return of(page, Truncatable.itemsThenDetails(packages, parts, PackageItem::withoutMetadata));
    }
}
