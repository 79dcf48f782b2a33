package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import java.util.Optional;

/** What the catalog says of itself, where that is worth having and can be done without. */
record Stack(CatalogInfoReader reader) {
    /** Empty while {@code config.json} cannot be had. */
    Optional<CatalogInfo> info() {
        try {
            return Optional.of(reader.info());
        } catch (CatalogException e) {
            return Optional.empty();
        }
    }
}
