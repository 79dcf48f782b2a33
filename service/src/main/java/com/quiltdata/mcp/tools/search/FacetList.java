package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Facets;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hits can be narrowed by. */
record FacetList(
        @Doc("Smallest, bytes") @Nullable Long minSize,
        @Doc("Largest") @Nullable Long maxSize,
        @Doc("Oldest") @Nullable Instant oldest,
        @Doc("Newest") @Nullable Instant newest,
        @Doc("Extensions") @Nullable List<String> extensions,
        @Doc("Workflows") @Nullable List<String> workflows,

        @Doc("Keys of user metadata: path, type, values") @Nullable
        List<String> meta) {
    private static final int MOST = 50;
    private static final int MOST_VALUES = 10;

    static FacetList of(Facets facets) {
        return new FacetList(
                facets.minSize(),
                facets.maxSize(),
                facets.oldest(),
                facets.newest(),
                some(facets.extensions()),
                some(facets.workflows()),
                some(facets.meta().stream().map(FacetList::meta).toList()));
    }

    private static @Nullable List<String> some(List<String> all) {
        return all.isEmpty() ? null : all.stream().limit(MOST).toList();
    }

    private static String meta(Facets.Meta meta) {
        var values = String.join(", ", meta.values().stream().limit(MOST_VALUES).toList());
        return "%s %s%s".formatted(meta.path(), meta.type(), values.isEmpty() ? "" : ": " + values);
    }
}
