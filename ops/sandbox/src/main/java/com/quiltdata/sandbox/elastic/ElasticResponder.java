package com.quiltdata.sandbox.elastic;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.InvalidQueryException;
import com.quiltdata.sandbox.search.Search;
import com.quiltdata.sandbox.search.SearchRequest;
import com.quiltdata.sandbox.search.SearchResult;
import com.quiltdata.sandbox.search.SortOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Responses in the form of Elasticsearch 7.10. */
public record ElasticResponder(Search search) {
    public Map<String, @Nullable Object> respond(List<IndexName> indexes, SearchBody body) {
        List<SortOrder> orders = body.orders().isEmpty() ? List.of(SortOrder.RELEVANCE) : body.orders();
        SearchResult found =
                search.find(new SearchRequest(indexes, body.query(), orders, body.from() + body.size(), null));
        List<Map<String, @Nullable Object>> hits = found.hits().stream()
                .skip(body.from())
                .map(hit -> hit(hit, body))
                .toList();
        Object best = body.hasNoScores() || found.hits().isEmpty()
                ? null
                : (Object) found.hits().getFirst().score();
        return Json.of(
                "took",
                1,
                "timed_out",
                false,
                "_shards",
                Json.of("total", indexes.size(), "successful", indexes.size(), "skipped", 0, "failed", 0),
                "hits",
                Json.of("total", Json.of("value", found.total(), "relation", "eq"), "max_score", best, "hits", hits));
    }

    private static Map<String, @Nullable Object> hit(SearchResult.Hit hit, SearchBody body) {
        Map<String, @Nullable Object> response = Json.of(
                "_index",
                hit.doc().index().toString(),
                "_type",
                "_doc",
                "_id",
                hit.doc().id(),
                "_score",
                body.hasNoScores() ? null : hit.score());
        if (!Boolean.FALSE.equals(body.source())) {
            response.put("_source", source(hit.doc().source(), body.source()));
        }
        if (!body.orders().isEmpty()) {
            response.put("sort", hit.position().subList(0, body.orders().size()));
        }
        return response;
    }

    private static Map<String, @Nullable Object> source(Map<String, @Nullable Object> source, @Nullable Object fields) {
        List<?> names =
                fields instanceof List<?> list ? list : fields instanceof String name ? List.of(name) : List.of();
        if (names.isEmpty()) {
            return source;
        }
        var some = new LinkedHashMap<String, @Nullable Object>(source);
        some.keySet().retainAll(names);
        return some;
    }

    /** Returns an error's body. */
    public static Map<String, @Nullable Object> error(int status, String type, String reason) {
        Map<String, @Nullable Object> cause = Json.of("type", type, "reason", reason);
        return Json.of(
                "error", Json.of("root_cause", List.of(cause), "type", type, "reason", reason), "status", status);
    }

    /** Returns an error about a query. */
    public static Map<String, @Nullable Object> error(InvalidQueryException bad) {
        return error(400, bad.elastic(), bad.reason());
    }
}
