package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Failure;
import java.util.Optional;

/** Optional access to the catalog's {@code config.json}. */
record CatalogInfoLookup(CatalogInfoReader reader) {
    /** Returns the catalog's description; empty while {@code config.json} cannot be read. */
    Optional<CatalogInfo> info() {
        try {
            return Optional.of(reader.info());
        } catch (Failure e) {
            return Optional.empty();
        }
    }
}
