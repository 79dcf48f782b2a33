package com.quiltdata.sandbox.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser.Operator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch's query-string syntax.
 *
 * @param defaults the fields in which words without a field are searched
 * @param lenient whether a value that does not fit its field matches nothing instead of failing
 * @param only the fields that may be named; null for all fields
 */
public record QueryStringSyntax(
        List<String> defaults,
        Operator operator,
        boolean lenient,
        @Nullable Set<String> only) {
    private static final List<String> PACKAGE_NAME = List.of("ptr_name.text", "ptr_name");
    private static final List<String> ENTRY = List.of("entry_lk.text", "entry_lk", "entry_metadata", "entry_pk.text");

    /** The syntax for objects: their keys, their text, and their extensions. */
    public static final QueryStringSyntax OBJECTS = over(List.of("key_text", "content", "key", "ext"));

    /** The syntax for packages: names, messages, metadata, and fields of their entries. */
    public static final QueryStringSyntax PACKAGES = over(
            concat(PACKAGE_NAME, List.of("mnfst_message", "mnfst_metadata", "mnfst_hash", "mnfst_workflow.id"), ENTRY));

    /** The syntax for indexes of both kinds. */
    public static final QueryStringSyntax ANY =
            over(concat(OBJECTS.defaults, PACKAGES.defaults, List.of("entry_hash.value")));

    /** Returns this syntax restricted to these fields. */
    static QueryStringSyntax confined(String... fields) {
        return new QueryStringSyntax(List.of(fields), Operator.OR, false, Set.of(fields));
    }

    /** Returns this syntax with these further fields, which must be named. */
    QueryStringSyntax allowing(String... named) {
        return new QueryStringSyntax(
                defaults,
                operator,
                lenient,
                Stream.concat(defaults.stream(), Stream.of(named)).collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns this syntax with words joined by this operator. */
    QueryStringSyntax joinedBy(Operator other) {
        return new QueryStringSyntax(defaults, other, lenient, only);
    }

    public static QueryStringSyntax over(List<String> defaults) {
        return new QueryStringSyntax(defaults, Operator.OR, false, null);
    }

    private static List<String> concat(List<String> first, List<String> second, List<String> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /** Returns the query of {@code text}; an empty text matches everything. */
    public Query parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        try {
            return new QueryStringParser(this).parse(text);
        } catch (ParseException e) {
            throw new InvalidQueryException("Failed to parse query [" + text + "]");
        } catch (IndexSearcher.TooManyClauses | TooComplexToDeterminizeException | StackOverflowError e) {
            throw new InvalidQueryException("Query is too complex");
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException("Failed to parse query [" + text + "]: " + e.getMessage());
        }
    }
}
