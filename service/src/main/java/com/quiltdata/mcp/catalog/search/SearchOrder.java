package com.quiltdata.mcp.catalog.search;

/** The order of hits. */
public enum SearchOrder {
    BEST_MATCH,
    NEWEST,
    OLDEST,
    LEX_ASC,
    LEX_DESC
}
