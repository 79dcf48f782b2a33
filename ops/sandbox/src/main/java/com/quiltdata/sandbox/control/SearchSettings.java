package com.quiltdata.sandbox.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.queryparser.classic.QueryParser.Operator;
import org.jspecify.annotations.Nullable;

/**
 * The faults of search. Buckets are named individually, or {@code *} stands for every one.
 *
 * @param delays additional milliseconds that a search of the bucket takes
 * @param failures the name of the error that a search of the bucket returns
 * @param missing buckets that are not indexed
 * @param operator what joins words without an operator in GraphQL searches
 * @param refusalStatus the status for a query that does not match the schema: 200 on some servers, 400 on others
 */
public record SearchSettings(
        Dialect dialect,
        Map<String, Long> delays,
        Map<String, String> failures,
        List<String> missing,
        Operator operator,
        int refusalStatus) {
    static final SearchSettings GOOD = new SearchSettings(Dialect.NEW, Map.of(), Map.of(), List.of(), Operator.OR, 200);

    /** The values to change; absent ones keep their value. */
    public record Change(
            @Nullable Dialect dialect,
            @Nullable Map<String, Long> delays,
            @Nullable Map<String, String> failures,
            @Nullable List<String> missing,
            @Nullable Operator operator,
            @Nullable Integer refusalStatus) {}

    SearchSettings with(Change change) {
        return new SearchSettings(
                Objects.requireNonNullElse(change.dialect(), dialect),
                Objects.requireNonNullElse(change.delays(), delays),
                Objects.requireNonNullElse(change.failures(), failures),
                Objects.requireNonNullElse(change.missing(), missing),
                Objects.requireNonNullElse(change.operator(), operator),
                Objects.requireNonNullElse(change.refusalStatus(), refusalStatus));
    }
}
