package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds Elasticsearch request bodies over the fields of Quilt's indexes. */
final class SearchRequestBody {
    private static final List<String> OBJECT_FIELDS =
            List.of("key", "version_id", "size", "last_modified", "delete_marker");

    private static final List<String> PART_FIELDS =
            List.of("join_field", "ptr_name", "mnfst_hash", "entry_lk", "entry_pk", "entry_size");
    private static final List<String> POINTER_FIELDS =
            List.of("join_field", "ptr_name", "ptr_tag", "ptr_last_modified");
    private static final List<String> MANIFEST_FIELDS =
            List.of("mnfst_hash", "mnfst_message", "mnfst_metadata", "mnfst_stats");

    private SearchRequestBody() {}

    /** Returns a search for object documents, without delete markers. */
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
        var body = body(size, Map.of("bool", bool), OBJECT_FIELDS);
        body.put(
                "highlight",
                Map.of("fields", Map.of("content", Map.of("fragment_size", 160, "number_of_fragments", 1))));
        sort(search.order()).ifPresent(sort -> body.put("sort", List.of(sort)));
        return body;
    }

    private static Map<String, Object> text(String text) {
        return text.isBlank()
                ? Map.of("match_all", Map.of())
                : Map.of("query_string", Map.of("query", text, "lenient", true));
    }

    /** Adds inclusive bounds, which are numbers or times. */
    private static void range(List<Map<String, ?>> filter, String field, @Nullable Object gte, @Nullable Object lte) {
        var range = new HashMap<String, Object>();
        Optional.ofNullable(gte).ifPresent(it -> range.put("gte", it instanceof Number ? it : it.toString()));
        Optional.ofNullable(lte).ifPresent(it -> range.put("lte", it instanceof Number ? it : it.toString()));
        if (!range.isEmpty()) {
            filter.add(Map.of("range", Map.of(field, range)));
        }
    }

    private static Optional<Map<String, String>> sort(SearchOrder order) {
        return switch (order) {
            case BEST_MATCH -> Optional.empty();
            case NEWEST -> Optional.of(Map.of("last_modified", "desc"));
            case OLDEST -> Optional.of(Map.of("last_modified", "asc"));
            case LEX_ASC -> Optional.of(Map.of("key", "asc"));
            case LEX_DESC -> Optional.of(Map.of("key", "desc"));
        };
    }

    /** Returns a search for pointers, manifests and entries alike in the package indexes. */
    static Map<String, Object> parts(String text, int size) {
        return body(size, text(text), PART_FIELDS);
    }

    /** Returns a search for pointers, newest first: the latest of each package, or all. */
    static Map<String, Object> pointers(boolean latestOnly, int size) {
        var filter = new ArrayList<Map<String, ?>>();
        filter.add(Map.of("exists", Map.of("field", "ptr_name")));
        if (latestOnly) {
            filter.add(Map.of("term", Map.of("ptr_tag", "latest")));
        }
        var body = body(size, Map.of("bool", Map.of("filter", filter)), POINTER_FIELDS);
        body.put("sort", List.of(Map.of("ptr_last_modified", "desc")));
        return body;
    }

    /** Returns a search for the manifests with these hashes. */
    static Map<String, Object> manifests(List<String> hashes) {
        var filter = List.of(Map.of("terms", Map.of("mnfst_hash", hashes)));
        return body(hashes.size(), Map.of("bool", Map.of("filter", filter)), MANIFEST_FIELDS);
    }

    private static Map<String, Object> body(int size, Map<String, ?> query, List<String> fields) {
        return new HashMap<>(
                Map.of("from", 0, "size", size, "track_total_hits", true, "query", query, "_source", fields));
    }
}
