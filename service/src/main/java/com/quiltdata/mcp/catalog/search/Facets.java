package com.quiltdata.mcp.catalog.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds and values among a search's hits, by which the search can be narrowed. */
public record Facets(
        @Nullable Long minSize,
        @Nullable Long maxSize,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<String> extensions,
        List<String> workflows,
        List<MetadataFacet> meta) {
    public Facets {
        extensions = List.copyOf(extensions);
        workflows = List.copyOf(workflows);
        meta = List.copyOf(meta);
    }

    /**
     * A key in the packages' metadata.
     *
     * @param path a JSON pointer
     * @param type number, datetime, keyword, text or boolean
     * @param values the values of a keyword
     */
    public record MetadataFacet(String path, String type, List<String> values) {
        public MetadataFacet {
            values = List.copyOf(values);
        }
    }
}
