package com.quiltdata.sandbox.elastic;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.FieldQueries;
import com.quiltdata.sandbox.search.FieldQueries.Bound;
import com.quiltdata.sandbox.search.InvalidQueryException;
import com.quiltdata.sandbox.search.QueryStringSyntax;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.QueryParser.Operator;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/** Queries written as JSON; an unknown query is refused, as in Elasticsearch. */
final class QueryDsl {
    private QueryDsl() {}

    static Query query(@Nullable Object json) {
        Map.Entry<String, @Nullable Object> only = only(json, "query malformed, empty clause found");
        Map<String, @Nullable Object> body = Json.asObject(only.getValue());
        Query query = switch (only.getKey()) {
            case "match_all" -> MatchAllDocsQuery.INSTANCE;
            case "match_none" -> new MatchNoDocsQuery("match_none");
            case "query_string" -> queryString(body);
            case "simple_query_string" -> simpleQueryString(body);
            case "bool" -> bool(body);
            case "constant_score" -> new ConstantScoreQuery(query(body.get("filter")));
            case "exists" -> FieldQueries.exists(String.valueOf(body.get("field")));
            case "terms" -> terms(body);
            case "term", "match", "match_phrase", "prefix", "wildcard", "range" -> onField(only.getKey(), body);
            case String name ->
                throw new InvalidQueryException(null, "parsing_exception", "unknown query [" + name + "]");
        };
        return body.get("boost") instanceof Number boost ? new BoostQuery(query, boost.floatValue()) : query;
    }

    private static Map.Entry<String, @Nullable Object> only(@Nullable Object json, String otherwise) {
        Map<String, @Nullable Object> object = Json.asObject(json);
        if (object.isEmpty()) {
            throw new InvalidQueryException(null, "parsing_exception", otherwise);
        }
        return object.entrySet().iterator().next();
    }

    private static Query queryString(Map<String, @Nullable Object> body) {
        if (!(body.get("query") instanceof String text)) {
            throw new InvalidQueryException(null, "parsing_exception", "query_string must be provided with a [query]");
        }
        boolean lenient = Boolean.TRUE.equals(body.get("lenient"));
        return new QueryStringSyntax(fields(body), isAnd(body) ? Operator.AND : Operator.OR, lenient, null).parse(text);
    }

    /** Returns a query in the syntax that never fails: what it cannot read are words. */
    private static Query simpleQueryString(Map<String, @Nullable Object> body) {
        Map<String, Float> weights = fields(body).stream().collect(Collectors.toMap(Function.identity(), _ -> 1f));
        var parser = new SimpleQueryParser(FieldQueries.analyzer(), weights);
        parser.setDefaultOperator(isAnd(body) ? Occur.MUST : Occur.SHOULD);
        return parser.parse(String.valueOf(body.get("query")));
    }

    private static boolean isAnd(Map<String, @Nullable Object> body) {
        return "and".equalsIgnoreCase(String.valueOf(body.get("default_operator")));
    }

    private static List<String> fields(Map<String, @Nullable Object> body) {
        List<String> fields = Stream.concat(list(body.get("fields")), list(body.get("default_field")))
                .map(field -> String.valueOf(field).replaceFirst("\\^.*", ""))
                .filter(field -> !"*".equals(field))
                .distinct()
                .toList();
        return fields.isEmpty() ? QueryStringSyntax.ANY.defaults() : fields;
    }

    private static Query bool(Map<String, @Nullable Object> body) {
        var query = new BooleanQuery.Builder();
        Map<String, Occur> occurs =
                Map.of("must", Occur.MUST, "filter", Occur.FILTER, "should", Occur.SHOULD, "must_not", Occur.MUST_NOT);
        occurs.forEach((name, occur) -> list(body.get(name)).forEach(clause -> query.add(query(clause), occur)));
        if (list(body.get("must")).findAny().isEmpty()
                && list(body.get("filter")).findAny().isEmpty()
                && list(body.get("should")).findAny().isEmpty()) {
            query.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        if (body.get("minimum_should_match") instanceof Number least) {
            query.setMinimumNumberShouldMatch(least.intValue());
        }
        return query.build();
    }

    private static Query terms(Map<String, @Nullable Object> body) {
        var any = new BooleanQuery.Builder();
        Map.Entry<String, @Nullable Object> field = only(body, "[terms] query requires a field");
        list(field.getValue())
                .forEach(value -> any.add(FieldQueries.exactly(field.getKey(), String.valueOf(value)), Occur.SHOULD));
        return new ConstantScoreQuery(any.build());
    }

    /** Reads {@code {field: value}}, or {@code {field: {name: value}}} with one of the given names. */
    private static Query onField(String kind, Map<String, @Nullable Object> body) {
        Map.Entry<String, @Nullable Object> named = only(body, "[" + kind + "] query requires a field");
        String field = named.getKey();
        Map<String, @Nullable Object> options = Json.asObject(named.getValue());
        if ("range".equals(kind)) {
            return FieldQueries.range(field, bound(options, "gte", "gt"), bound(options, "lte", "lt"));
        }
        Object value = named.getValue() instanceof Map<?, ?>
                ? Stream.of("value", "query", kind)
                        .map(options::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("")
                : named.getValue();
        String text = String.valueOf(value);
        return switch (kind) {
            case "term" -> FieldQueries.exactly(field, text);
            case "prefix" -> FieldQueries.wildcard(field, escaped(text) + "*");
            case "wildcard" -> FieldQueries.wildcard(field, text);
            case "match_phrase" -> FieldQueries.words(field, text, true);
            default -> FieldQueries.words(field, text, false);
        };
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\*?]", "\\\\$0");
    }

    private static Bound bound(Map<String, @Nullable Object> options, String inclusive, String exclusive) {
        Object included = options.get(inclusive);
        Object excluded = options.get(exclusive);
        return included == null && excluded == null
                ? Bound.OPEN
                : new Bound(String.valueOf(included == null ? excluded : included), included != null);
    }

    private static Stream<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream() : Stream.ofNullable(value);
    }
}
