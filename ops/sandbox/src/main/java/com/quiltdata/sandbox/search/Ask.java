package com.quiltdata.sandbox.search;

import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * A question to some indexes, and which part of the answer is wanted.
 *
 * @param after the position at which the part before ended; null for the first one
 */
public record Ask(
        Collection<IndexName> indexes,
        Query query,
        List<Order> orders,
        int size,
        @Nullable List<@Nullable Object> after) {}
