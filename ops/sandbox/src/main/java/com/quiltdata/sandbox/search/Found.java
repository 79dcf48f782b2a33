package com.quiltdata.sandbox.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer.
 *
 * @param total how many documents match, the others included
 * @param more whether others follow
 */
public record Found(long total, List<Hit> hits, boolean more) {
    /** A document, how well it matches, and where it stands. */
    public record Hit(Doc doc, float score, List<@Nullable Object> position) {}
}
