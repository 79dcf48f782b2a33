package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of a search's result has been returned: the page to fetch, and how many of its items to skip. A page
 * returned in part is fetched again, so no state is kept between calls.
 *
 * @param after the {@code after} of the previous page; null for the first page
 * @param size number of hits on a page
 * @param skip how many of this page's items have been returned
 */
public record SearchPosition(Search search, @Nullable String after, int size, int skip) {
    private static final int MAX_HITS = 1000;
    private static final int MAX_SKIPPED = 100_000;

    public SearchPosition {
        if (size < 1 || size > MAX_HITS || skip < 0 || skip > MAX_SKIPPED) {
            throw new IllegalArgumentException("a number is out of bounds");
        }
    }

    public static SearchPosition of(Search search, int size) {
        return new SearchPosition(search, null, size, 0);
    }

    /** Returns the caller's number of hits on all pages, or null where the registry does not report it. */
    public static @Nullable Integer count(SearchReader reader, Caller caller, Search search) {
        var page = SearchPage.PageQuery.first(1);
        return switch (search) {
            case Search.Packages it -> reader.packages(caller, it, page).total();
            case Search.Objects it -> reader.objects(caller, it, page).total();
        };
    }

    /**
     * The items of a page that have not been returned yet.
     *
     * @param position the position that was fetched
     * @param pageSize number of items on the page, returned or not
     */
    public record RemainingItems<T>(
            SearchPosition position,
            List<T> items,
            int pageSize,
            @Nullable String after,
            @Nullable Integer total,
            String backend,
            List<String> incomplete) {
        /** Returns the position after the first {@code count} of these items, or null at the end. */
        public @Nullable SearchPosition next(int count) {
            var returned = position.skip + count;
            if (returned < pageSize) {
                return new SearchPosition(position.search, position.after, position.size, returned);
            }
            return after == null ? null : new SearchPosition(position.search, after, position.size, 0);
        }
    }

    /**
     * Fetches the page, and the number of all hits where the registry returns that with the first page only.
     *
     * @param packages maps a package to its items
     * @param objects maps an object to its items
     */
    public <T> RemainingItems<T> pull(
            SearchReader reader,
            Caller caller,
            Function<PackageHit, Stream<T>> packages,
            Function<ObjectHit, Stream<T>> objects) {
        var page = new SearchPage.PageQuery(after, size);
        return switch (search) {
            case Search.Packages it ->
                remaining(reader.packages(caller, it, page), packages, () -> count(reader, caller, it));
            case Search.Objects it ->
                remaining(reader.objects(caller, it, page), objects, () -> count(reader, caller, it));
        };
    }

    private <H, T> RemainingItems<T> remaining(
            SearchPage<H> page, Function<H, Stream<T>> items, Supplier<@Nullable Integer> count) {
        var all = page.hits().stream().flatMap(items).toList();
        return new RemainingItems<>(
                this,
                all.subList(Math.min(skip, all.size()), all.size()),
                all.size(),
                page.after(),
                page.total() == null ? count.get() : page.total(),
                page.backend(),
                page.incomplete());
    }
}
