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
 * @param defaults the fields that words without one are looked for in
 * @param only the fields that may be named; null for all
 */
public record QueryStrings(
        List<String> defaults, Operator operator, @Nullable Set<String> only) {
    private static final List<String> PACKAGE_NAME = List.of("ptr_name.text", "ptr_name");
    private static final List<String> ENTRY = List.of("entry_lk.text", "entry_lk", "entry_metadata", "entry_pk.text");

    /** For objects: their keys, their text, and their extensions. */
    public static final QueryStrings OBJECTS = over(List.of("key_text", "content", "key", "ext"));

    /** For packages: names, messages, metadata, and what their entries have. */
    public static final QueryStrings PACKAGES = over(
            concat(PACKAGE_NAME, List.of("mnfst_message", "mnfst_metadata", "mnfst_hash", "mnfst_workflow.id"), ENTRY));

    /** For indexes of either kind. */
    public static final QueryStrings ANY =
            over(concat(OBJECTS.defaults, PACKAGES.defaults, List.of("entry_hash.value")));

    /** In these fields, and in no others. */
    static QueryStrings confined(String... fields) {
        return new QueryStrings(List.of(fields), Operator.OR, Set.of(fields));
    }

    /** In these fields as well, where they are named. */
    QueryStrings allowing(String... named) {
        return new QueryStrings(
                defaults,
                operator,
                Stream.concat(defaults.stream(), Stream.of(named)).collect(Collectors.toUnmodifiableSet()));
    }

    public static QueryStrings over(List<String> defaults) {
        return new QueryStrings(defaults, Operator.OR, null);
    }

    private static List<String> concat(List<String> first, List<String> second, List<String> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /** What {@code text} asks for; nothing asks for everything. */
    public Query parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        try {
            return new QueryStringParser(this).parse(text);
        } catch (ParseException e) {
            throw new BadQuery("Failed to parse query [" + text + "]");
        } catch (IndexSearcher.TooManyClauses | TooComplexToDeterminizeException | StackOverflowError e) {
            throw new BadQuery("Query is too complex");
        } catch (IllegalArgumentException e) {
            throw new BadQuery("Failed to parse query [" + text + "]: " + e.getMessage());
        }
    }
}
