package com.quiltdata.sandbox.elastic;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Ask;
import com.quiltdata.sandbox.search.BadQuery;
import com.quiltdata.sandbox.search.Found;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.Order;
import com.quiltdata.sandbox.search.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Responses in the form of Elasticsearch 7.10. */
public record Elastic(Search search) {
    public Map<String, @Nullable Object> answer(List<IndexName> indexes, Body body) {
        List<Order> orders = body.orders().isEmpty() ? List.of(Order.RELEVANCE) : body.orders();
        Found found = search.find(new Ask(indexes, body.query(), orders, body.from() + body.size(), null));
        List<Map<String, @Nullable Object>> hits = found.hits().stream()
                .skip(body.from())
                .map(hit -> hit(hit, body))
                .toList();
        Object best = body.unscored() || found.hits().isEmpty()
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

    private static Map<String, @Nullable Object> hit(Found.Hit hit, Body body) {
        Map<String, @Nullable Object> answer = Json.of(
                "_index",
                hit.doc().index().toString(),
                "_type",
                "_doc",
                "_id",
                hit.doc().id(),
                "_score",
                body.unscored() ? null : hit.score());
        if (!Boolean.FALSE.equals(body.source())) {
            answer.put("_source", source(hit.doc().source(), body.source()));
        }
        if (!body.orders().isEmpty()) {
            answer.put("sort", hit.position().subList(0, body.orders().size()));
        }
        return answer;
    }

    private static Map<String, @Nullable Object> source(Map<String, @Nullable Object> whole, @Nullable Object wanted) {
        List<?> names = wanted instanceof List<?> list ? list : wanted instanceof String one ? List.of(one) : List.of();
        if (names.isEmpty()) {
            return whole;
        }
        var some = new LinkedHashMap<String, @Nullable Object>(whole);
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
    public static Map<String, @Nullable Object> error(BadQuery bad) {
        return error(400, bad.elastic(), bad.reason());
    }
}
