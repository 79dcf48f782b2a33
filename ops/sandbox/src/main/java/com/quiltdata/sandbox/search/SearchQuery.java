package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.QueryParser.Operator;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code searchObjects} or {@code searchPackages}, as JSON, so that a cursor can carry them.
 *
 * @param order the enum's constant for objects, the expression for packages
 */
public record SearchQuery(
        IndexName.Kind kind,
        Map<String, @Nullable Object> arguments,
        @Nullable Object order) {
    /** A query, and the position from which to continue. */
    public record Continued(SearchQuery query, List<@Nullable Object> position) {}

    /** Returns the requested ones of the readable buckets, or all of them if none is named. */
    public List<String> buckets(List<String> readable) {
        return arguments.get("buckets") instanceof List<?> requested && !requested.isEmpty()
                ? readable.stream().filter(requested::contains).toList()
                : readable;
    }

    public @Nullable String searchString() {
        return arguments.get("searchString") instanceof String text ? text : null;
    }

    public SearchQuery ordered(@Nullable Object by) {
        return new SearchQuery(kind, arguments, by);
    }

    public QueryStringSyntax syntax() {
        return kind == IndexName.Kind.OBJECTS ? QueryStringSyntax.OBJECTS : QueryStringSyntax.PACKAGES;
    }

    /** Returns the query, in which {@code operator} joins words that have none. */
    public Query query(Operator operator) {
        var query = new BooleanQuery.Builder();
        try {
            query.add(syntax().joinedBy(operator).parse(searchString()), BooleanClause.Occur.MUST);
        } catch (InvalidQueryException e) {
            throw e.withPath("searchString");
        }
        Filter.add(query, kind, Json.asObject(arguments.get("filter")));
        if (arguments.get("userMetaFilters") instanceof List<?> predicates) {
            IntStream.range(0, predicates.size())
                    .forEach(i -> Filter.addUserMeta(query, i, Json.asObject(predicates.get(i))));
        }
        if (Boolean.TRUE.equals(arguments.get("latestOnly"))) {
            query.add(new TermQuery(new Term("ptr_tag", "latest")), BooleanClause.Occur.FILTER);
        }
        return query.build();
    }

    /** Returns an opaque cursor with the whole query and the position, so that this process stores nothing. */
    public String cursor(List<@Nullable Object> position) {
        byte[] json =
                Json.bytes(Json.of("kind", kind.name(), "arguments", arguments, "order", order, "position", position));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    public static Continued continued(IndexName.Kind kind, String cursor) {
        try {
            Map<String, @Nullable Object> read =
                    Json.object(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (!kind.name().equals(read.get("kind")) || !(read.get("position") instanceof List<?> position)) {
                throw new IllegalArgumentException("not a cursor of this search");
            }
            var query = new SearchQuery(kind, Json.asObject(read.get("arguments")), read.get("order"));
            return new Continued(
                    query,
                    position.stream().<@Nullable Object>map(value -> value).toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException("after", "InvalidCursor", "The cursor is not one of this search.");
        }
    }
}
