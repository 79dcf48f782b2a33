package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package's metadata must say.
 *
 * @param path a JSON pointer (RFC 6901) into it
 */
public record MetaFilter(String path, Predicate predicate) {
    /** What must hold of the value; bounds are inclusive. */
    public sealed interface Predicate {}

    public record Amount(@Nullable Double gte, @Nullable Double lte) implements Predicate {}

    public record Datetime(@Nullable Instant gte, @Nullable Instant lte) implements Predicate {}

    /** A text that matches a query string. */
    public record Text(String queryString) implements Predicate {}

    /** One of the terms, or a pattern with {@code *} and {@code ?}. */
    public record Keyword(List<String> terms, @Nullable String wildcard) implements Predicate {
        public Keyword {
            terms = List.copyOf(terms);
        }
    }

    /** Which of the two values will do. */
    public record Flag(boolean isTrue, boolean isFalse) implements Predicate {}
}
