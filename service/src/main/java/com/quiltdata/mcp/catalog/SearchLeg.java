package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a search has been told: the page to ask for, and how many of what it makes are told already. A page that was told
 * in part is asked for again, so nothing needs to be remembered between.
 *
 * @param after which page, as the one before said; null for the first
 * @param size how many hits a page has
 * @param skip how many of this page's items are told
 */
public record SearchLeg(Search search, @Nullable String after, int size, int skip) {
    public static SearchLeg of(Search search, int size) {
        return new SearchLeg(search, null, size, 0);
    }

    /** How many hits a search has for this caller, on all pages; null where the registry does not say. */
    public static @Nullable Integer count(SearchReader reader, Caller caller, Search search) {
        var page = Found.Page.first(1);
        return switch (search) {
            case Search.Packages it -> reader.packages(caller, it, page).total();
            case Search.Objects it -> reader.objects(caller, it, page).total();
        };
    }

    /**
     * What is left of the page.
     *
     * @param asked the leg that it came of
     * @param all how many items the page has, told or not
     */
    public record Pulled<T>(
            SearchLeg asked,
            List<T> items,
            int all,
            @Nullable String after,
            @Nullable Integer total,
            String backend,
            List<String> incomplete) {
        /** Where it goes on when so many of these items have been told; null at the end. */
        public @Nullable SearchLeg next(int told) {
            var done = asked.skip + told;
            if (done < all) {
                return new SearchLeg(asked.search, asked.after, asked.size, done);
            }
            return after == null ? null : new SearchLeg(asked.search, after, asked.size, 0);
        }
    }

    /**
     * Asks for the page, and for the number of all hits where the registry returns that with the first page only.
     *
     * @param packages what each package makes
     * @param objects what each object makes
     */
    public <T> Pulled<T> pull(
            SearchReader reader,
            Caller caller,
            Function<PackageHit, Stream<T>> packages,
            Function<ObjectHit, Stream<T>> objects) {
        var page = new Found.Page(after, size);
        return switch (search) {
            case Search.Packages it ->
                pulled(reader.packages(caller, it, page), packages, () -> count(reader, caller, it));
            case Search.Objects it ->
                pulled(reader.objects(caller, it, page), objects, () -> count(reader, caller, it));
        };
    }

    private <H, T> Pulled<T> pulled(Found<H> found, Function<H, Stream<T>> items, Supplier<@Nullable Integer> count) {
        var all = found.hits().stream().flatMap(items).toList();
        return new Pulled<>(
                this,
                all.subList(Math.min(skip, all.size()), all.size()),
                all.size(),
                found.after(),
                found.total() == null ? count.get() : found.total(),
                found.backend(),
                found.incomplete());
    }
}
