package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.FieldQueries.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Converts the schema's predicates to queries. An empty predicate matches everything. */
enum Filter {
    /** A range of dates or numbers, of which either end may be absent. */
    RANGE {
        @Override
        Query query(String field, Map<String, @Nullable Object> predicate) {
            Bound low = bound(predicate.get("gte"));
            Bound high = bound(predicate.get("lte"));
            return low.text() == null && high.text() == null
                    ? MatchAllDocsQuery.INSTANCE
                    : FieldQueries.range(field, low, high);
        }
    },
    /** A predicate that matches one of some terms, and a pattern. */
    TERMS {
        @Override
        Query query(String field, Map<String, @Nullable Object> predicate) {
            var both = new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
            if (predicate.get("terms") instanceof List<?> terms) {
                List<BytesRef> values = terms.stream()
                        .map(term -> new BytesRef(String.valueOf(term)))
                        .toList();
                both.add(new TermInSetQuery(field, values), BooleanClause.Occur.FILTER);
            }
            if (predicate.get("wildcard") instanceof String wildcard) {
                both.add(new WildcardQuery(new Term(field, wildcard)), BooleanClause.Occur.FILTER);
            }
            return both.build();
        }
    },
    /** A query string on one field. */
    WORDS {
        @Override
        Query query(String field, Map<String, @Nullable Object> predicate) {
            return QueryStringSyntax.over(List.of(field)).parse(Objects.toString(predicate.get("queryString"), null));
        }
    },
    /** A boolean predicate; selecting both values matches everything. */
    TRUTH {
        @Override
        Query query(String field, Map<String, @Nullable Object> predicate) {
            boolean yes = Boolean.TRUE.equals(predicate.get("true"));
            boolean no = Boolean.TRUE.equals(predicate.get("false"));
            return yes == no ? MatchAllDocsQuery.INSTANCE : new TermQuery(new Term(field, Boolean.toString(yes)));
        }
    };

    private record Target(String field, Filter filter) {}

    private static final Map<String, Target> OBJECTS = Map.of(
            "modified", new Target("last_modified", RANGE),
            "size", new Target("size", RANGE),
            "ext", new Target("ext", TERMS),
            "key", new Target("key", TERMS),
            "content", new Target("content", WORDS),
            "deleted", new Target("delete_marker", TRUTH));
    private static final Map<String, Target> PACKAGES = Map.of(
            "modified", new Target("ptr_last_modified", RANGE),
            "size", new Target("mnfst_stats.total_bytes", RANGE),
            "name", new Target("ptr_name", TERMS),
            "hash", new Target("mnfst_hash", TERMS),
            "entries", new Target("mnfst_stats.total_files", RANGE),
            "comment", new Target("mnfst_message", WORDS),
            "workflow", new Target("mnfst_workflow.id", TERMS));

    abstract Query query(String field, Map<String, @Nullable Object> predicate);

    private static Bound bound(@Nullable Object value) {
        return new Bound(value == null ? null : value.toString(), true);
    }

    /** Adds the predicates of the schema's filter object. */
    static void add(BooleanQuery.Builder query, IndexName.Kind kind, Map<String, @Nullable Object> filter) {
        Map<String, Target> targets = kind == IndexName.Kind.OBJECTS ? OBJECTS : PACKAGES;
        filter.forEach((name, predicate) -> {
            Target target = targets.get(name);
            if (target != null && predicate != null) {
                query.add(read("filter." + name, target.filter, target.field, predicate), BooleanClause.Occur.FILTER);
            }
        });
    }

    /** Adds a predicate on a package's metadata, which must be of one type. */
    static void addUserMeta(BooleanQuery.Builder query, int index, Map<String, @Nullable Object> predicate) {
        String path = "userMetaFilters." + index;
        List<UserMeta.Type> types = List.of(UserMeta.Type.values()).stream()
                .filter(type -> predicate.get(wire(type)) != null)
                .toList();
        if (types.size() != 1) {
            throw new InvalidQueryException(path, "InvalidPredicate", "Exactly one predicate must be given.");
        }
        UserMeta.Type type = types.getFirst();
        String field = UserMeta.field(type, String.valueOf(predicate.get("path")));
        query.add(read(path, of(type), field, predicate.get(wire(type))), BooleanClause.Occur.FILTER);
    }

    private static String wire(UserMeta.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static Filter of(UserMeta.Type type) {
        return switch (type) {
            case NUMBER, DATETIME -> RANGE;
            case KEYWORD -> TERMS;
            case TEXT -> WORDS;
            case BOOLEAN -> TRUTH;
        };
    }

    private static Query read(String path, Filter filter, String field, @Nullable Object predicate) {
        try {
            return filter.query(field, Json.asObject(predicate));
        } catch (InvalidQueryException e) {
            throw e.withPath(path);
        }
    }
}
