package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pages of one kind of search.
 *
 * @param kind {@code packages} or {@code objects}
 * @param result builds the tool's result from a page
 */
record PagedSearch<T, O>(
        String kind,
        SearchReader reader,
        Function<PackageHit, Stream<T>> packages,
        Function<ObjectHit, Stream<T>> objects,
        Function<ResultPage<T>, O> result) {
    static PagedSearch<PackageItem, PackageSearchResult> packages(SearchReader reader) {
        return new PagedSearch<>(
                SearchInput.PACKAGES,
                reader,
                hit -> Stream.of(PackageItem.of(hit)),
                _ -> Stream.empty(),
                PackageSearchResult::of);
    }

    static PagedSearch<ObjectItem, ObjectSearchResult> objects(SearchReader reader) {
        return new PagedSearch<>(
                SearchInput.OBJECTS,
                reader,
                _ -> Stream.empty(),
                hit -> Stream.of(ObjectItem.of(hit)),
                ObjectSearchResult::of);
    }

    /** Returns the first page of a search for a query, or the page that the cursor selects. */
    O page(String query, Supplier<SearchPosition> first, @Nullable String cursor, boolean facets, Call call) {
        var question = kind + "\n" + query;
        var position = cursor == null
                ? first.get()
                : SearchInput.cursor(cursor, question, this::matches)
                        .positions()
                        .getFirst();
        return fetch(question, position, facets, call);
    }

    /** Returns the page that the cursor of any query selects, with this page size. */
    O next(String cursor, int pageSize, Call call) {
        var decoded = SearchInput.cursorOf(cursor, kind, this::matches);
        var position = decoded.positions().getFirst();
        var resized =
                position.skip() > 0 ? position : new SearchPosition(position.search(), position.after(), pageSize, 0);
        return fetch(decoded.question(), resized, false, call);
    }

    private O fetch(String question, SearchPosition position, boolean facets, Call call) {
        var items =
                position.pull(reader, call.caller(), (hit, _) -> packages.apply(hit), (hit, _) -> objects.apply(hit));
        var values = facets
                ? reader.facets(call.caller(), position.search())
                        .map(FacetList::of)
                        .orElse(null)
                : null;
        var empty = Objects.equals(items.total(), 0);
        var emptied = empty ? new SearchSteps(reader, call).emptied(List.of(position.search())) : null;
        return result.apply(new ResultPage<>(kind, question, items, values, emptied));
    }

    private boolean matches(Search search) {
        return kind.equals(SearchInput.PACKAGES) == search instanceof Search.Packages;
    }
}
