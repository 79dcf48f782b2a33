package com.quiltdata.mcp.catalog;

/** Reads {@code config.json}. No caller: it is public, the same for all, and kept for a few minutes. */
public interface CatalogInfoReader {
    CatalogInfo info();
}
