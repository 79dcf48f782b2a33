package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Facets;
import com.quiltdata.mcp.catalog.SearchLeg;
import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Shown;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link SearchObjects} answers. */
record ObjectsFound(
        @Doc("The objects, in the order that was asked for") List<ObjectItem> objects,

        @Doc("How many versions match, on all pages") @Nullable
        Integer total,

        @Doc("The query as it was sent") String querySent,
        @Doc("Filters besides it") @Nullable List<String> filters,

        @Doc("What to narrow by: bounds, values, keys of metadata") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets that gave no answer") @Nullable List<String> incomplete,

        @Doc("Whether there are more") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("What to do next") @Nullable String note,
        @Doc("What it was made of") @Hidden Told told)
        implements Sliceable<ObjectsFound>, Shown {
    private static final int LINKED = 5;

    record Told(
            String question,
            SearchLeg.Pulled<ObjectItem> pulled,
            @Nullable Map<String, Object> facets) {}

    static ObjectsFound of(String question, SearchLeg.Pulled<ObjectItem> pulled, @Nullable Facets facets) {
        return of(new Told(question, pulled, facets == null ? null : FacetList.of(facets)), pulled.items());
    }

    private static ObjectsFound of(Told told, List<ObjectItem> shown) {
        var pulled = told.pulled();
        var search = pulled.asked().search();
        var cursor = Asked.cursor(told.question(), pulled, shown.size());
        return new ObjectsFound(
                shown,
                pulled.total(),
                Wording.text(search),
                Wording.filters(search),
                told.facets(),
                pulled.incomplete().isEmpty() ? null : pulled.incomplete(),
                cursor != null,
                cursor,
                cursor == null ? null : "There are more: call search_objects again with cursor=next_cursor.",
                told);
    }

    /** The first objects, to read on. */
    @Override
    public List<Block> blocks() {
        return objects.stream().limit(LINKED).map(ObjectItem::link).toList();
    }

    /** The objects, and then what shows why. */
    @Override
    public int parts() {
        return 2 * objects.size();
    }

    @Override
    public ObjectsFound first(int parts) {
        var kept = new ArrayList<ObjectItem>();
        for (int i = 0; i < Math.min(parts, objects.size()); i++) {
            kept.add(
                    i < parts - objects.size() ? objects.get(i) : objects.get(i).bare());
        }
        return of(told, List.copyOf(kept));
    }
}
