package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.catalog.search.MetaFilter;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps a search to the schema's input types; unset filters are omitted. */
final class SearchVariables {
    private SearchVariables() {}

    static Map<String, Object> of(Search.Packages search) {
        var variables = common(search);
        variables.put("latestOnly", search.latestOnly());
        put(variables, "filter", bounds(search.terms().filters()));
        put(variables, "meta", search.meta().stream().map(SearchVariables::meta).toList());
        put(variables, "ordering", ordering(search.order()));
        return variables;
    }

    static Map<String, Object> of(Search.Objects search) {
        var variables = common(search);
        var filter = bounds(search.terms().filters());
        if (!search.terms().filters().extensions().isEmpty()) {
            filter.put("ext", Map.of("terms", search.terms().filters().extensions()));
        }
        filter.put("deleted", Map.of("false", true));
        variables.put("filter", filter);
        return variables;
    }

    private static Map<String, Object> common(Search search) {
        var variables = new HashMap<String, Object>();
        var text = search.terms().text();
        put(variables, "text", text.isBlank() ? null : text);
        put(variables, "buckets", search.terms().buckets());
        put(
                variables,
                "order",
                search.order() == SearchOrder.BEST_MATCH ? null : search.order().name());
        return variables;
    }

    private static Map<String, Object> bounds(SearchFilters filters) {
        var filter = new HashMap<String, Object>();
        put(filter, "size", range(filters.minSize(), filters.maxSize()));
        put(filter, "modified", range(filters.after(), filters.before()));
        return filter;
    }

    private static Map<String, Object> range(@Nullable Object gte, @Nullable Object lte) {
        var range = new HashMap<String, Object>();
        put(range, "gte", gte);
        put(range, "lte", lte);
        return range;
    }

    private static Map<String, Object> meta(MetaFilter filter) {
        return switch (filter.predicate()) {
            case MetaFilter.NumberPredicate(var gte, var lte) ->
                Map.of("path", filter.path(), "number", range(gte, lte));
            case MetaFilter.DatetimePredicate(var gte, var lte) ->
                Map.of("path", filter.path(), "datetime", range(gte, lte));
            case MetaFilter.TextPredicate(var text) ->
                Map.of("path", filter.path(), "text", Map.of("queryString", text));
            case MetaFilter.KeywordPredicate keyword -> Map.of("path", filter.path(), "keyword", keyword(keyword));
            case MetaFilter.BooleanPredicate(var isTrue, var isFalse) ->
                Map.of("path", filter.path(), "boolean", Map.of("true", isTrue, "false", isFalse));
        };
    }

    private static Map<String, Object> keyword(MetaFilter.KeywordPredicate keyword) {
        var predicate = new HashMap<String, Object>();
        put(predicate, "terms", keyword.terms());
        put(predicate, "wildcard", keyword.wildcard());
        return predicate;
    }

    /** Adds a field unless its value is null or an empty list or object. */
    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Collection<?> list when list.isEmpty() -> {}
            case Map<?, ?> object when object.isEmpty() -> {}
            case Instant instant -> fields.put(name, instant.toString());
            default -> fields.put(name, value);
        }
    }

    /** Returns a {@code PackageOrdering} of the current schema; null for relevance. */
    private static @Nullable String ordering(SearchOrder order) {
        return switch (order) {
            case BEST_MATCH -> null;
            case NEWEST -> "sys:modified:desc";
            case OLDEST -> "sys:modified:asc";
            case LEX_ASC -> "sys:name:asc";
            case LEX_DESC -> "sys:name:desc";
        };
    }
}
