package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.catalog.search.MetaFilter;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps a search to the schema's input types; unset filters are omitted. */
final class SearchVariables {
    private SearchVariables() {}

    static Map<String, Object> of(Search.Packages search) {
        var variables = terms(search.terms());
        variables.put("latestOnly", search.latestOnly());
        var filter = bounds(search.terms().filters());
        if (!filter.isEmpty()) {
            variables.put("filter", filter);
        }
        if (!search.meta().isEmpty()) {
            variables.put(
                    "meta", search.meta().stream().map(SearchVariables::meta).toList());
        }
        if (search.order() != SearchOrder.BEST_MATCH) {
            variables.put("order", search.order().name());
            variables.put("ordering", ordering(search.order()));
        }
        return variables;
    }

    static Map<String, Object> of(Search.Objects search) {
        var variables = terms(search.terms());
        var filter = bounds(search.terms().filters());
        if (!search.terms().filters().extensions().isEmpty()) {
            filter.put("ext", Map.of("terms", search.terms().filters().extensions()));
        }
        filter.put("deleted", Map.of("false", true));
        variables.put("filter", filter);
        if (search.order() != SearchOrder.BEST_MATCH) {
            variables.put("order", search.order().name());
        }
        return variables;
    }

    private static Map<String, Object> terms(Search.Terms terms) {
        var variables = new HashMap<String, Object>();
        if (!terms.text().isBlank()) {
            variables.put("text", terms.text());
        }
        if (!terms.buckets().isEmpty()) {
            variables.put("buckets", terms.buckets());
        }
        return variables;
    }

    private static Map<String, Object> bounds(SearchFilters filters) {
        var filter = new HashMap<String, Object>();
        put(filter, "size", range(filters.minSize(), filters.maxSize()));
        put(filter, "modified", range(filters.after(), filters.before()));
        return filter;
    }

    private static void put(Map<String, Object> filter, String field, Map<String, Object> range) {
        if (!range.isEmpty()) {
            filter.put(field, range);
        }
    }

    private static Map<String, Object> range(@Nullable Object gte, @Nullable Object lte) {
        var range = new HashMap<String, Object>();
        if (gte != null) {
            range.put("gte", gte instanceof Number ? gte : gte.toString());
        }
        if (lte != null) {
            range.put("lte", lte instanceof Number ? lte : lte.toString());
        }
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
        if (!keyword.terms().isEmpty()) {
            predicate.put("terms", keyword.terms());
        }
        if (keyword.wildcard() != null) {
            predicate.put("wildcard", keyword.wildcard());
        }
        return predicate;
    }

    /** Returns a {@code PackageOrdering} of the current schema. */
    private static String ordering(SearchOrder order) {
        return switch (order) {
            case BEST_MATCH -> throw new IllegalArgumentException("relevance is not an ordering");
            case NEWEST -> "sys:modified:desc";
            case OLDEST -> "sys:modified:asc";
            case LEX_ASC -> "sys:name:asc";
            case LEX_DESC -> "sys:name:desc";
        };
    }
}
