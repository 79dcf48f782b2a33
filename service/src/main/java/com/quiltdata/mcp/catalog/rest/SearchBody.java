package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchFilters;
import com.quiltdata.mcp.catalog.SearchOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A search in Elasticsearch's own language, over the fields of Quilt's indexes. */
final class SearchBody {
    private static final List<String> OBJECT_FIELDS =
            List.of("key", "version_id", "size", "last_modified", "delete_marker");

    private SearchBody() {}

    /** The documents of objects, delete markers left out. */
    static Map<String, Object> of(Search.Objects search, int size) {
        var filters = search.terms().filters();
        var filter = new ArrayList<Map<String, ?>>();
        if (!filters.extensions().isEmpty()) {
            filter.add(Map.of("terms", Map.of("ext", filters.extensions())));
        }
        range(filter, "size", filters.minSize(), filters.maxSize());
        range(filter, "last_modified", filters.after(), filters.before());
        var bool = Map.of(
                "must",
                List.of(text(search.terms().text())),
                "filter",
                filter,
                "must_not",
                List.of(Map.of("term", Map.of("delete_marker", true))));
        var body = new HashMap<String, Object>(Map.of(
                "from",
                0,
                "size",
                size,
                "track_total_hits",
                true,
                "query",
                Map.of("bool", bool),
                "_source",
                OBJECT_FIELDS));
        body.put(
                "highlight",
                Map.of("fields", Map.of("content", Map.of("fragment_size", 160, "number_of_fragments", 1))));
        sort(body, search.order(), "last_modified", "key");
        return body;
    }

    static Map<String, Object> text(String text) {
        return text.isBlank()
                ? Map.of("match_all", Map.of())
                : Map.of("query_string", Map.of("query", text, "lenient", true));
    }

    static void range(List<Map<String, ?>> filter, String field, @Nullable Object gte, @Nullable Object lte) {
        var range = new HashMap<String, Object>();
        if (gte != null) {
            range.put("gte", gte instanceof Number ? gte : gte.toString());
        }
        if (lte != null) {
            range.put("lte", lte instanceof Number ? lte : lte.toString());
        }
        if (!range.isEmpty()) {
            filter.add(Map.of("range", Map.of(field, range)));
        }
    }

    static void sort(Map<String, Object> body, SearchOrder order, String modified, String name) {
        var sort = switch (order) {
            case BEST_MATCH -> null;
            case NEWEST -> Map.of(modified, "desc");
            case OLDEST -> Map.of(modified, "asc");
            case LEX_ASC -> Map.of(name, "asc");
            case LEX_DESC -> Map.of(name, "desc");
        };
        if (sort != null) {
            body.put("sort", List.of(sort));
        }
    }

    /** Whether the filters can be met by packages, which have no extension. */
    static boolean fitsPackages(SearchFilters filters) {
        return filters.extensions().isEmpty();
    }
}
