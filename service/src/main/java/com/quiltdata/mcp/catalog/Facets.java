package com.quiltdata.mcp.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hits can be narrowed by: the bounds and values that occur among them. */
public record Facets(
        @Nullable Long minSize,
        @Nullable Long maxSize,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<String> extensions,
        List<String> workflows,
        List<Meta> meta) {
    public Facets {
        extensions = List.copyOf(extensions);
        workflows = List.copyOf(workflows);
        meta = List.copyOf(meta);
    }

    /**
     * A key of packages' metadata.
     *
     * @param path a JSON pointer
     * @param type number, datetime, keyword, text or boolean
     * @param values those of a keyword
     */
    public record Meta(String path, String type, List<String> values) {
        public Meta {
            values = List.copyOf(values);
        }
    }
}
