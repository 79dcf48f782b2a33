package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Facets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts facets to the output form; empty facets are omitted. */
final class FacetList {
    private static final int MAX_ITEMS = 50;
    private static final int MAX_VALUES = 10;

    private FacetList() {}

    static Map<String, Object> of(Facets facets) {
        var output = new LinkedHashMap<String, Object>();
        put(output, "min_size", facets.minSize());
        put(output, "max_size", facets.maxSize());
        put(output, "oldest", facets.oldest());
        put(output, "newest", facets.newest());
        put(output, "extensions", limited(facets.extensions()));
        put(output, "workflows", limited(facets.workflows()));
        put(output, "meta", limited(facets.meta().stream().map(FacetList::meta).toList()));
        return output;
    }

    private static void put(Map<String, Object> output, String name, @Nullable Object value) {
        if (value != null) {
            output.put(name, value);
        }
    }

    private static @Nullable List<String> limited(List<String> values) {
        return values.isEmpty() ? null : values.stream().limit(MAX_ITEMS).toList();
    }

    private static String meta(Facets.MetadataFacet meta) {
        var values = String.join(", ", meta.values().stream().limit(MAX_VALUES).toList());
        return "%s %s%s".formatted(meta.path(), meta.type(), values.isEmpty() ? "" : ": " + values);
    }
}
