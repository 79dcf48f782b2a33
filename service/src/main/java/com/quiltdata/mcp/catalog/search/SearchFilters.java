package com.quiltdata.mcp.catalog.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters that narrow a search besides its text; bounds are inclusive.
 *
 * @param extensions with their dot, matched by any of them; for objects only
 */
public record SearchFilters(
        List<String> extensions,
        @Nullable Long minSize,
        @Nullable Long maxSize,
        @Nullable Instant after,
        @Nullable Instant before) {
    public static final SearchFilters NONE = new SearchFilters(List.of(), null, null, null, null);

    public SearchFilters {
        extensions = List.copyOf(extensions);
    }

    public boolean none() {
        return equals(NONE);
    }

    /** Returns each filter on its own, in order. */
    public List<SearchFilters> each() {
        var each = new ArrayList<SearchFilters>();
        if (!extensions.isEmpty()) {
            each.add(new SearchFilters(extensions, null, null, null, null));
        }
        if (minSize != null || maxSize != null) {
            each.add(new SearchFilters(List.of(), minSize, maxSize, null, null));
        }
        if (after != null || before != null) {
            each.add(new SearchFilters(List.of(), null, null, after, before));
        }
        return each;
    }

    public SearchFilters withoutExtensions() {
        return new SearchFilters(List.of(), minSize, maxSize, after, before);
    }

    /** Merges two sets of filters; where both restrict the same property, this one wins. */
    public SearchFilters and(SearchFilters other) {
        return new SearchFilters(
                extensions.isEmpty() ? other.extensions : extensions,
                minSize == null ? other.minSize : minSize,
                maxSize == null ? other.maxSize : maxSize,
                after == null ? other.after : after,
                before == null ? other.before : before);
    }
}
