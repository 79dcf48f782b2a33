package com.quiltdata.sandbox.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * scored by the best one, {@code size:>=10}, {@code _exists_:field}, numbers and dates by their value, {@code word~}
 * with as many edits as the word's length allows, no patterns on numbers and dates, and queries with only negations.
 */
final class QueryStringParser extends QueryParser {
    private static final String UNNAMED = "";
    private static final String WITH_TERMS = "keyword and text";
    private static final String WITH_WILDCARDS = "keyword, text and wildcard";
    private static final float TIE_BREAKER = 0.1f;
    /** The similarity that the parser passes for a {@code ~} without a number. */
    private static final float AUTO_FUZZINESS = Float.MIN_VALUE;

    private final QueryStringSyntax syntax;

    QueryStringParser(QueryStringSyntax syntax) {
        super(UNNAMED, FieldAnalyzer.INSTANCE);
        this.syntax = syntax;
        setAllowLeadingWildcard(true);
        setDefaultOperator(syntax.operator());
        setFuzzyMinSim(AUTO_FUZZINESS);
    }

    /** A query on one field. */
    @FunctionalInterface
    private interface OnField {
        @Nullable
        Query query(String field) throws ParseException;
    }

    private @Nullable Query on(String field, OnField builder) throws ParseException {
        if (!UNNAMED.equals(field)) {
            return syntax.only() == null || syntax.only().contains(field)
                    ? strictOrLenient(field, builder)
                    : new MatchNoDocsQuery("field is not searched");
        }
        List<Query> queries = new ArrayList<>();
        for (String name : syntax.defaults()) {
            Query query = strictOrLenient(name, builder);
            if (query != null) {
                queries.add(query);
            }
        }
        return queries.isEmpty() ? null : new DisjunctionMaxQuery(queries, TIE_BREAKER);
    }

    private @Nullable Query strictOrLenient(String field, OnField builder) throws ParseException {
        try {
            return builder.query(field);
        } catch (InvalidQueryException e) {
            if (syntax.lenient()) {
                return new MatchNoDocsQuery(e.reason());
            }
            throw e;
        }
    }

    /** Returns the field if patterns and fuzzy words may be searched in it; else throws InvalidQueryException. */
    private static String requireTerms(String kind, String types, String field) {
        if (measured(field)) {
            throw new InvalidQueryException("Can only use %s queries on %s fields - not on [%s] which is of type [%s]"
                    .formatted(kind, types, field, FieldType.of(field).name().toLowerCase(Locale.ROOT)));
        }
        return field;
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
            return FieldQueries.exists(text);
        }
        if (!quoted && !UNNAMED.equals(field) && (text.startsWith(">") || text.startsWith("<"))) {
            return on(field, name -> compared(name, text));
        }
        return on(
                field,
                name -> measured(name) ? FieldQueries.exactly(name, text) : super.getFieldQuery(name, text, quoted));
    }

    private static Query compared(String field, String text) {
        boolean inclusive = text.startsWith("=", 1);
        var bound = new FieldQueries.Bound(text.substring(inclusive ? 2 : 1), inclusive);
        return text.startsWith(">")
                ? FieldQueries.range(field, bound, FieldQueries.Bound.OPEN)
                : FieldQueries.range(field, FieldQueries.Bound.OPEN, bound);
    }

    @Override
    protected @Nullable Query getFieldQuery(String field, String text, int slop) throws ParseException {
        return on(
                field,
                name -> measured(name) ? FieldQueries.exactly(name, text) : super.getFieldQuery(name, text, slop));
    }

    @Override
    protected @Nullable Query getRangeQuery(
            String field, @Nullable String low, @Nullable String high, boolean lowIncluded, boolean highIncluded)
            throws ParseException {
        return on(
                field,
                name -> FieldQueries.range(
                        name, new FieldQueries.Bound(low, lowIncluded), new FieldQueries.Bound(high, highIncluded)));
    }

    @Override
    protected @Nullable Query getWildcardQuery(String field, String text) throws ParseException {
        if ("*".equals(text) && (UNNAMED.equals(field) || "*".equals(field))) {
            return MatchAllDocsQuery.INSTANCE;
        }
        if ("*".equals(text) || "_exists_".equals(field)) {
            return FieldQueries.exists("*".equals(text) ? field : text);
        }
        return on(field, name -> super.getWildcardQuery(requireTerms("wildcard", WITH_WILDCARDS, name), text));
    }

    @Override
    protected @Nullable Query getPrefixQuery(String field, String text) throws ParseException {
        return on(field, name -> super.getPrefixQuery(requireTerms("prefix", WITH_WILDCARDS, name), text));
    }

    @Override
    protected @Nullable Query getFuzzyQuery(String field, String text, float similarity) throws ParseException {
        float edits = similarity == AUTO_FUZZINESS ? autoEdits(text.codePointCount(0, text.length())) : similarity;
        return on(field, name -> super.getFuzzyQuery(requireTerms("fuzzy", WITH_TERMS, name), text, edits));
    }

    private static float autoEdits(int length) {
        return length < 3 ? 0 : length < 6 ? 1 : 2;
    }

    @Override
    protected @Nullable Query getRegexpQuery(String field, String text) throws ParseException {
        return on(field, name -> super.getRegexpQuery(requireTerms("regexp", WITH_TERMS, name), text));
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
