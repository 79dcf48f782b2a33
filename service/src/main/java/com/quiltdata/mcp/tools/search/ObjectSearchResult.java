package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchObjects}. */
record ObjectSearchResult(
        @Doc("Objects in the requested order") List<ObjectItem> objects,

        @Doc("Number of matches on all pages") @Nullable Integer total,

        @Doc("Query as sent") String querySent,
        @Doc("Filters as sent") @Nullable List<String> filters,

        @Doc("Facets to filter by: ranges, values, metadata keys") @Nullable
        Map<String, Object> facets,

        @Doc("Buckets whose search failed") @Nullable List<String> incomplete,

        @Doc("Whether more hits follow") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden ResultPage<ObjectItem> page)
        implements Truncatable<ObjectSearchResult>, HasContentBlocks {
    private static final int LINKED = 5;

    static ObjectSearchResult of(ResultPage<ObjectItem> page) {
        return of(page, page.remaining().items());
    }

    private static ObjectSearchResult of(ResultPage<ObjectItem> page, List<ObjectItem> objects) {
        var cursor = page.cursor(objects.size());
        return new ObjectSearchResult(
                objects,
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
        return of(page, Truncatable.itemsThenDetails(objects, parts, ObjectItem::withoutMetadata));
    }
}
