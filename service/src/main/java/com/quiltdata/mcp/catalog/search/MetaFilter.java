package com.quiltdata.mcp.catalog.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one value of a package's metadata.
 *
 * @param path a JSON pointer (RFC 6901) into the metadata
 */
public record MetaFilter(String path, Predicate predicate) {
    /** The condition; bounds are inclusive. */
    public sealed interface Predicate {}

    public record NumberPredicate(
            @Nullable Double gte, @Nullable Double lte) implements Predicate {}

    public record DatetimePredicate(
            @Nullable Instant gte, @Nullable Instant lte) implements Predicate {}

    /** The text matches a query string. */
    public record TextPredicate(String queryString) implements Predicate {}

    /** The value is one of the terms, or matches a pattern with {@code *} and {@code ?}. */
    public record KeywordPredicate(
            List<String> terms, @Nullable String wildcard) implements Predicate {
        public KeywordPredicate {
            terms = List.copyOf(terms);
        }
    }

    /** The boolean values that match. */
    public record BooleanPredicate(boolean isTrue, boolean isFalse) implements Predicate {}
}
