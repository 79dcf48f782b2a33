package com.quiltdata.sandbox.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a search result.
 *
 * @param total the number of all matching documents
 * @param more whether more hits follow
 */
public record SearchResult(long total, List<Hit> hits, boolean more) {
    /** A document, its score, and its position. */
    public record Hit(Doc doc, float score, List<@Nullable Object> position) {}
}
