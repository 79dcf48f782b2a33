package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.MetaFilter;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders a search in query syntax, so that a caller can write the next one. */
final class QueryText {
    private QueryText() {}

    /** Returns the query text that was sent; {@code *} matches everything. */
    static String text(Search search) {
        var text = search.terms().text();
        return text.isEmpty() ? "*" : text;
    }

    /** Returns each filter in query syntax; null if there is none. */
    static @Nullable List<String> filters(Search search) {
        var shown = new ArrayList<>(filters(search.terms().filters(), search instanceof Search.Packages));
        if (search instanceof Search.Packages packages) {
            packages.meta().stream().map(QueryText::meta).forEach(shown::add);
        }
        return shown.isEmpty() ? null : List.copyOf(shown);
    }

    static List<String> filters(SearchFilters filters, boolean packages) {
        var extensions = filters.extensions();
        return Stream.of(
                        extensions.isEmpty()
                                ? null
                                : extensions.size() == 1
                                        ? "ext:" + extensions.getFirst()
                                        : "ext:(%s)".formatted(String.join(" OR ", extensions)),
                        range(packages ? "mnfst_stats.total_bytes" : "size", filters.minSize(), filters.maxSize()),
                        range(packages ? "ptr_last_modified" : "last_modified", filters.after(), filters.before()))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }

    private static @Nullable String range(String field, @Nullable Object from, @Nullable Object to) {
        return from == null && to == null
                ? null
                : "%s:[%s TO %s]".formatted(field, from == null ? "*" : from, to == null ? "*" : to);
    }

    static String meta(MetaFilter filter) {
        return switch (filter.predicate()) {
            case MetaFilter.NumberPredicate(var gte, var lte) -> String.valueOf(range(filter.path(), gte, lte));
            case MetaFilter.DatetimePredicate(var gte, var lte) -> String.valueOf(range(filter.path(), gte, lte));
            case MetaFilter.TextPredicate(var query) -> filter.path() + ":" + query;
            case MetaFilter.KeywordPredicate(var terms, var wildcard) ->
                filter.path() + ":"
                        + Stream.concat(terms.stream(), Stream.ofNullable(wildcard))
                                .collect(Collectors.joining(" OR "));
            case MetaFilter.BooleanPredicate(var yes, var no) ->
                filter.path() + ":"
                        + (yes && no ? "true OR false" : String.valueOf(yes).toLowerCase(Locale.ROOT));
        };
    }
}
