package com.quiltdata.sandbox.elastic;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.InvalidQueryException;
import com.quiltdata.sandbox.search.SortOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** The body of a search request: the query, and the requested part of the result. */
public record SearchBody(
        Query query,
        int from,
        int size,
        List<SortOrder> orders,
        @Nullable Object source) {
    private static final int HITS = 10;
    private static final int WINDOW = 10_000;

    public SearchBody {
        if (from < 0 || size < 0) {
            throw new InvalidQueryException(null, "illegal_argument_exception", "[from] and [size] cannot be negative");
        }
        if (from + size > WINDOW) {
            throw new InvalidQueryException(
                    null,
                    "illegal_argument_exception",
                    "Result window is too large, from + size must be less than or equal to: [%d] but was [%d]"
                            .formatted(WINDOW, from + size));
        }
    }

    /** Reads a body; parameters given beside it take precedence. */
    public static SearchBody read(String json, @Nullable Integer from, @Nullable Integer size) {
        Map<String, @Nullable Object> body = Json.object(json);
        return new SearchBody(
                body.get("query") == null ? MatchAllDocsQuery.INSTANCE : QueryDsl.query(body.get("query")),
                from == null ? number(body.get("from"), 0) : from,
                size == null ? number(body.get("size"), HITS) : size,
                orders(body.get("sort")),
                body.get("_source"));
    }

    private static int number(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }

    private static List<SortOrder> orders(@Nullable Object sort) {
        Stream<?> items = sort instanceof List<?> list ? list.stream() : Stream.ofNullable(sort);
        return items.map(SearchBody::order).toList();
    }

    private static SortOrder order(Object item) {
        if (item instanceof String text) {
            int colon = text.lastIndexOf(':');
            return colon < 0 ? named(text, null) : named(text.substring(0, colon), text.substring(colon + 1));
        }
        Map<String, @Nullable Object> object = Json.asObject(item);
        if (object.isEmpty()) {
            throw new InvalidQueryException(null, "parsing_exception", "malformed sort");
        }
        var only = object.entrySet().iterator().next();
        Object direction = only.getValue() instanceof Map<?, ?> options ? options.get("order") : only.getValue();
        return named(only.getKey(), direction);
    }

    private static SortOrder named(String field, @Nullable Object direction) {
        return "_score".equals(field) ? SortOrder.RELEVANCE : SortOrder.by(field, "desc".equals(direction));
    }

    /** Returns this body with other document fields: a comma-separated list, or true or false. */
    public SearchBody with(String fields) {
        Object requested = switch (fields) {
            case "true" -> null;
            case "false" -> false;
            default -> List.of(fields.split(","));
        };
        return new SearchBody(query, from, size, orders, requested);
    }

    /** Returns whether hits have no scores, as when they are ordered by something else. */
    boolean hasNoScores() {
        return !orders.isEmpty() && orders.stream().noneMatch(order -> order.field() == null);
    }
}
