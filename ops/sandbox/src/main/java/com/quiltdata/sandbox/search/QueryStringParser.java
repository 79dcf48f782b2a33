package com.quiltdata.sandbox.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's classic parser with Elasticsearch's additions: words without a field are searched in several fields and
 * scored by the best one, {@code size:>=10}, {@code _exists_:field}, numbers and dates by their value, and queries with
 * only negations.
 */
final class QueryStringParser extends QueryParser {
    private static final String UNNAMED = "";
    private static final float TIE_BREAKER = 0.1f;

    private final QueryStrings asked;

    QueryStringParser(QueryStrings asked) {
        super(UNNAMED, Analysis.INSTANCE);
        this.asked = asked;
        setAllowLeadingWildcard(true);
        setDefaultOperator(asked.operator());
    }

    /** A query on one field. */
    @FunctionalInterface
    private interface OnField {
        @Nullable
        Query query(String field) throws ParseException;
    }

    private @Nullable Query on(String field, OnField builder) throws ParseException {
        if (!UNNAMED.equals(field)) {
            return asked.only() == null || asked.only().contains(field)
                    ? builder.query(field)
                    : new MatchNoDocsQuery("not searched here");
        }
        List<Query> queries = new ArrayList<>();
        for (String one : asked.defaults()) {
            Query query = builder.query(one);
            if (query != null) {
                queries.add(query);
            }
        }
        return queries.isEmpty() ? null : new DisjunctionMaxQuery(queries, TIE_BREAKER);
    }

    private static boolean measured(String field) {
        return switch (FieldType.of(field)) {
            case LONG, DOUBLE, DATE -> true;
            case KEYWORD, TEXT, PATH -> false;
        };
    }

    @Override
    protected @Nullable Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
        if ("_exists_".equals(field)) {
            return Values.exists(text);
        }
        if (!quoted && !UNNAMED.equals(field) && (text.startsWith(">") || text.startsWith("<"))) {
            return on(field, one -> compared(one, text));
        }
        return on(field, one -> measured(one) ? Values.exactly(one, text) : super.getFieldQuery(one, text, quoted));
    }

    private static Query compared(String field, String text) {
        boolean inclusive = text.startsWith("=", 1);
        var bound = new Values.Bound(text.substring(inclusive ? 2 : 1), inclusive);
        return text.startsWith(">")
                ? Values.range(field, bound, Values.Bound.OPEN)
                : Values.range(field, Values.Bound.OPEN, bound);
    }

    @Override
    protected @Nullable Query getFieldQuery(String field, String text, int slop) throws ParseException {
        return on(field, one -> measured(one) ? Values.exactly(one, text) : super.getFieldQuery(one, text, slop));
    }

    @Override
    protected @Nullable Query getRangeQuery(
            String field, @Nullable String low, @Nullable String high, boolean lowIncluded, boolean highIncluded)
            throws ParseException {
        return on(
                field,
                one -> Values.range(one, new Values.Bound(low, lowIncluded), new Values.Bound(high, highIncluded)));
    }

    @Override
    protected @Nullable Query getWildcardQuery(String field, String text) throws ParseException {
        if ("*".equals(text) && (UNNAMED.equals(field) || "*".equals(field))) {
            return MatchAllDocsQuery.INSTANCE;
        }
        if ("*".equals(text) || "_exists_".equals(field)) {
            return Values.exists("*".equals(text) ? field : text);
        }
        return on(field, one -> super.getWildcardQuery(one, text));
    }

    @Override
    protected @Nullable Query getPrefixQuery(String field, String text) throws ParseException {
        return on(field, one -> super.getPrefixQuery(one, text));
    }

    @Override
    protected @Nullable Query getFuzzyQuery(String field, String text, float similarity) throws ParseException {
        return on(field, one -> super.getFuzzyQuery(one, text, similarity));
    }

    @Override
    protected @Nullable Query getRegexpQuery(String field, String text) throws ParseException {
        return on(field, one -> super.getRegexpQuery(one, text));
    }

    @Override
    protected @Nullable Query getBooleanQuery(List<BooleanClause> clauses) throws ParseException {
        if (!clauses.isEmpty() && clauses.stream().allMatch(BooleanClause::isProhibited)) {
            var fixed = new ArrayList<>(clauses);
            fixed.add(new BooleanClause(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.MUST));
            return super.getBooleanQuery(fixed);
        }
        return super.getBooleanQuery(clauses);
    }
}
