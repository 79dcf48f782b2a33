package com.quiltdata.sandbox.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/** Queries for a value or a range of values given as text. */
public final class FieldQueries {
    private FieldQueries() {}

    /** Returns the analyzer of all fields. */
    public static Analyzer analyzer() {
        return FieldAnalyzer.INSTANCE;
    }

    /** One end of a range; it is open without text. */
    public record Bound(@Nullable String text, boolean inclusive) {
        public static final Bound OPEN = new Bound(null, true);
    }

    public static Query exactly(String field, String text) {
        return switch (FieldType.of(field)) {
            case LONG, DOUBLE, DATE -> range(field, new Bound(text, true), new Bound(text, true));
            case KEYWORD, TEXT, PATH -> new TermQuery(new Term(field, text));
        };
    }

    /** Returns a pattern query for a whole keyword, or for one word of a text. */
    public static Query wildcard(String field, String pattern) {
        return new WildcardQuery(new Term(field, pattern));
    }

    /** Returns a query for analyzed text: any of the words, or all of them in order. */
    public static Query words(String field, String text, boolean phrase) {
        return switch (FieldType.of(field)) {
            case LONG, DOUBLE, DATE -> exactly(field, text);
            case KEYWORD, TEXT, PATH -> {
                var builder = new QueryBuilder(FieldAnalyzer.INSTANCE);
                Query query = phrase ? builder.createPhraseQuery(field, text) : builder.createBooleanQuery(field, text);
                yield query == null ? new MatchNoDocsQuery("no words") : query;
            }
        };
    }

    public static Query exists(String field) {
        return new TermQuery(new Term(DocumentBuilder.EXISTS, field));
    }

    public static Query range(String field, Bound low, Bound high) {
        return switch (FieldType.of(field)) {
            case LONG -> longs(field, roundedBound(low, true), roundedBound(high, false));
            case DATE -> longs(field, instant(low, true), instant(high, false));
            case DOUBLE -> doubles(field, low, high);
            case KEYWORD, TEXT, PATH ->
                TermRangeQuery.newStringRange(field, low.text(), high.text(), low.inclusive(), high.inclusive());
        };
    }

    private static Query longs(String field, long low, long high) {
        return LongField.newRangeQuery(field, low, high);
    }

    private static long roundedBound(Bound bound, boolean low) {
        if (bound.text() == null) {
            return open(low);
        }
        double number = number(bound.text());
        double rounded = low ? Math.ceil(number) : Math.floor(number);
        return (long) rounded + (bound.inclusive() || rounded != number ? 0 : low ? 1 : -1);
    }

    /** A partial date begins with its first instant and ends with its last. */
    private static long instant(Bound bound, boolean low) {
        if (bound.text() == null) {
            return open(low);
        }
        boolean last = low != bound.inclusive();
        return Dates.parse(bound.text(), last).toEpochMilli() + (bound.inclusive() ? 0 : low ? 1 : -1);
    }

    private static long open(boolean low) {
        return low ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static Query doubles(String field, Bound low, Bound high) {
        double from = low.text() == null ? Double.NEGATIVE_INFINITY : number(low.text());
        double to = high.text() == null ? Double.POSITIVE_INFINITY : number(high.text());
        return DoubleField.newRangeQuery(
                field, low.inclusive() ? from : Math.nextUp(from), high.inclusive() ? to : Math.nextDown(to));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidQueryException("For input string: \"" + text + "\"");
        }
    }
}
