package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchPosition.RemainingItems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of packages or objects, from which a result with all or some of its items is built.
 *
 * @param kind {@code packages} or {@code objects}
 * @param emptied why there are no hits; null if there are some
 */
record ResultPage<T>(
        String kind,
        String question,
        RemainingItems<T> remaining,
        @Nullable Map<String, Object> facets,
        @Nullable String emptied) {
    Search search() {
        return remaining.position().search();
    }

    @Nullable
    List<String> incomplete() {
        return remaining.incomplete().isEmpty() ? null : remaining.incomplete();
    }

    /** Returns the cursor after the first {@code count} items; null at the end. */
    @Nullable
    String cursor(int count) {
        var next = remaining.next(count);
        return next == null ? null : new SearchCursor(question, List.of(next)).encode();
    }

    @Nullable
    String note(@Nullable String cursor) {
        var buckets = search().terms().buckets();
        return SearchInput.note(
                emptied,
                buckets.size() == 1 && question.contains(buckets.getFirst())
                        ? "Only bucket %s was searched, which the query names.".formatted(buckets.getFirst())
                        : null,
                remaining.countsVersions() ? SearchInput.VERSIONS.formatted("total") : null,
                cursor == null
                        ? null
                        : "More hits follow: call search_%s again with cursor=next_cursor.".formatted(kind));
    }
}
