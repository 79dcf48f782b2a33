package com.quiltdata.sandbox.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How search misbehaves. Buckets are named one by one, or {@code *} for whatever is asked.
 *
 * @param delays milliseconds that a search of the bucket takes longer
 * @param failures the name of the error that a search of the bucket ends in
 * @param missing buckets that are not indexed
 * @param refusalStatus the status of a query that does not fit the schema, which is 200 on some servers and 400 on others
 */
public record SearchSettings(
        Dialect dialect,
        Map<String, Long> delays,
        Map<String, String> failures,
        List<String> missing,
        int refusalStatus) {
    static final SearchSettings GOOD = new SearchSettings(Dialect.NEW, Map.of(), Map.of(), List.of(), 200);

    /** The values to change; what is absent stays. */
    public record Change(
            @Nullable Dialect dialect,
            @Nullable Map<String, Long> delays,
            @Nullable Map<String, String> failures,
            @Nullable List<String> missing,
            @Nullable Integer refusalStatus) {}

    SearchSettings with(Change change) {
        return new SearchSettings(
                Objects.requireNonNullElse(change.dialect(), dialect),
                Objects.requireNonNullElse(change.delays(), delays),
                Objects.requireNonNullElse(change.failures(), failures),
                Objects.requireNonNullElse(change.missing(), missing),
                Objects.requireNonNullElse(change.refusalStatus(), refusalStatus));
    }
}
