package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Facets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts facets to the output form; empty facets are omitted. */
final class FacetList {
    private static final int MOST = 50;
    private static final int MOST_VALUES = 10;

    private FacetList() {}

    static Map<String, Object> of(Facets facets) {
        var shown = new LinkedHashMap<String, Object>();
        put(shown, "min_size", facets.minSize());
        put(shown, "max_size", facets.maxSize());
        put(shown, "oldest", facets.oldest());
        put(shown, "newest", facets.newest());
        put(shown, "extensions", some(facets.extensions()));
        put(shown, "workflows", some(facets.workflows()));
        put(shown, "meta", some(facets.meta().stream().map(FacetList::meta).toList()));
        return shown;
    }

    private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
        if (value != null) {
            shown.put(name, value);
        }
    }

    private static @Nullable List<String> some(List<String> all) {
        return all.isEmpty() ? null : all.stream().limit(MOST).toList();
    }

    private static String meta(Facets.MetadataFacet meta) {
        var values = String.join(", ", meta.values().stream().limit(MOST_VALUES).toList());
        return "%s %s%s".formatted(meta.path(), meta.type(), values.isEmpty() ? "" : ": " + values);
    }
}
