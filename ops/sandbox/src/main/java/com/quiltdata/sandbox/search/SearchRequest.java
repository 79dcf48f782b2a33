package com.quiltdata.sandbox.search;

import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * A query to some indexes, and the requested part of the result.
 *
 * @param after the position at which the previous part ended; null for the first one
 */
public record SearchRequest(
        Collection<IndexName> indexes,
        Query query,
        List<SortOrder> orders,
        int size,
        @Nullable List<@Nullable Object> after) {}
