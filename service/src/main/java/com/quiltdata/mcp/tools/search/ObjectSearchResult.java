package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchObjects}. */
record ObjectSearchResult(
        @Doc("Objects in the requested order") List<ObjectItem> objects,

        @Doc("Number of matching object versions on all pages") @Nullable
        Integer total,

        @Doc("Query sent to the search backend") String querySent,
        @Doc("Filters sent with the query") @Nullable List<String> filters,

        @Doc("Facets to filter by: ranges, values, metadata keys") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden Source told)
        implements Truncatable<ObjectSearchResult>, HasContentBlocks {
    private static final int LINKED = 5;

    record Source(
            String question,
            SearchPosition.RemainingItems<ObjectItem> pulled,
            @Nullable Map<String, Object> facets) {}

    static ObjectSearchResult of(
            String question, SearchPosition.RemainingItems<ObjectItem> pulled, @Nullable Facets facets) {
        return of(new Source(question, pulled, facets == null ? null : FacetList.of(facets)), pulled.items());
    }

    private static ObjectSearchResult of(Source told, List<ObjectItem> shown) {
        var pulled = told.pulled();
        var search = pulled.asked().search();
        var cursor = SearchInput.cursor(told.question(), pulled, shown.size());
        return new ObjectSearchResult(
                shown,
                pulled.total(),
                QueryText.text(search),
                QueryText.filters(search),
                told.facets(),
                pulled.incomplete().isEmpty() ? null : pulled.incomplete(),
                cursor != null,
                cursor,
                cursor == null ? null : "More hits follow: call search_objects again with cursor=next_cursor.",
                told);
    }

    /** Links to the first objects. */
    @Override
    public List<ContentBlock> blocks() {
        return objects.stream().limit(LINKED).map(ObjectItem::link).toList();
    }

    /** Objects first, then their snippets. */
    @Override
    public int parts() {
        return 2 * objects.size();
    }

    @Override
    public ObjectSearchResult first(int parts) {
        var kept = new ArrayList<ObjectItem>();
        for (int i = 0; i < Math.min(parts, objects.size()); i++) {
            kept.add(
                    i < parts - objects.size() ? objects.get(i) : objects.get(i).withoutMetadata());
        }
        return of(told, List.copyOf(kept));
    }
}
