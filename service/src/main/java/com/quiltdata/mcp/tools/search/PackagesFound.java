package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Facets;
import com.quiltdata.mcp.catalog.SearchLeg;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link SearchPackages} answers. */
record PackagesFound(
        @Doc("The packages, in the order that was asked for")
        List<PackageItem> packages,

        @Doc("How many match, on all pages") @Nullable Integer total,
        @Doc("The query as it was sent") String querySent,
        @Doc("Filters besides it") @Nullable List<String> filters,

        @Doc("What to narrow by: bounds, values, keys of metadata") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets that gave no answer") @Nullable List<String> incomplete,

        @Doc("Whether there are more") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("What to do next") @Nullable String note,
        @Doc("What it was made of") @Hidden Told told)
        implements Sliceable<PackagesFound> {
    record Told(
            String question,
            SearchLeg.Pulled<PackageItem> pulled,
            @Nullable Map<String, Object> facets) {}

    static PackagesFound of(String question, SearchLeg.Pulled<PackageItem> pulled, @Nullable Facets facets) {
        return of(new Told(question, pulled, facets == null ? null : FacetList.of(facets)), pulled.items());
    }

    private static PackagesFound of(Told told, List<PackageItem> shown) {
        var pulled = told.pulled();
        var search = pulled.asked().search();
        var cursor = Asked.cursor(told.question(), pulled, shown.size());
        return new PackagesFound(
                shown,
                pulled.total(),
                Wording.text(search),
                Wording.filters(search),
                told.facets(),
                pulled.incomplete().isEmpty() ? null : pulled.incomplete(),
                cursor != null,
                cursor,
                cursor == null ? null : "There are more: call search_packages again with cursor=next_cursor.",
                told);
    }

    /** The packages, and then what package_browse tells too. */
    @Override
    public int parts() {
        return 2 * packages.size();
    }

    @Override
    public PackagesFound first(int parts) {
        var kept = new ArrayList<PackageItem>();
        for (int i = 0; i < Math.min(parts, packages.size()); i++) {
            kept.add(
                    i < parts - packages.size()
                            ? packages.get(i)
                            : packages.get(i).bare());
        }
        return of(told, List.copyOf(kept));
    }
}
