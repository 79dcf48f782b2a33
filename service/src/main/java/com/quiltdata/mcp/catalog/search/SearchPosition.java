package com.quiltdata.mcp.catalog.search;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.function.BiFunction;
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

    /**
     * Returns the caller's number of hits on all pages, or null where the registry does not report it. Objects count
     * once if one page of this size holds all of them; otherwise each of their versions counts.
     */
    public static @Nullable Integer count(SearchReader reader, Caller caller, Search search, int size) {
        return of(search, size)
                .pull(reader, caller, (hit, _) -> Stream.of(hit), (hit, _) -> Stream.of(hit))
                .total();
    }

    /**
     * The items of a page that have not been returned yet.
     *
     * @param position the position that was fetched
     * @param pageSize number of items on the page, returned or not
     * @param total number of hits on all pages; where {@link #countsVersions}, each version of an object is one
     */
    public record RemainingItems<T>(
            SearchPosition position,
            List<T> items,
            int pageSize,
            @Nullable String after,
            @Nullable Integer total,
            String backend,
            List<String> incomplete) {
        /** Whether the total may count an object more than once, because its versions are on several pages. */
        public boolean countsVersions() {
            return position.search instanceof Search.Objects && (position.after != null || after != null);
        }

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
     * @param packages maps a package, and the backend that found it, to its items
     * @param objects maps an object, and the backend that found it, to its items
     */
    public <T> RemainingItems<T> pull(
            SearchReader reader,
            Caller caller,
            BiFunction<PackageHit, String, Stream<T>> packages,
            BiFunction<ObjectHit, String, Stream<T>> objects) {
        var page = new SearchPage.PageQuery(after, size);
        return switch (search) {
            case Search.Packages it ->
                remaining(reader.packages(caller, it, page), packages, () -> count(reader, caller, it, 1));
            case Search.Objects it ->
                remaining(reader.objects(caller, it, page), objects, () -> count(reader, caller, it, 1));
        };
    }

    private <H, T> RemainingItems<T> remaining(
            SearchPage<H> page, BiFunction<H, String, Stream<T>> items, Supplier<@Nullable Integer> count) {
        var all = page.hits().stream()
                .flatMap(hit -> items.apply(hit, page.backend()))
                .toList();
        var whole = search instanceof Search.Objects && after == null && page.after() == null;
        var total = whole ? Integer.valueOf(page.hits().size()) : page.total();
        return new RemainingItems<>(
                this,
                all.subList(Math.min(skip, all.size()), all.size()),
                all.size(),
                page.after(),
                total == null ? count.get() : total,
                page.backend(),
                page.incomplete());
    }
}
