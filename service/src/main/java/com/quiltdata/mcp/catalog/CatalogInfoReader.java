package com.quiltdata.mcp.catalog;

/** Reads {@code config.json}. It takes no caller: the file is public, the same for all, and cached for five minutes. */
public interface CatalogInfoReader {
    CatalogInfo info();
}
