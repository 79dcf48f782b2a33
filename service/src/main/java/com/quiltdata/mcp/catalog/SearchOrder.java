package com.quiltdata.mcp.catalog;

/** In which order hits are wanted. */
public enum SearchOrder {
    BEST_MATCH,
    NEWEST,
    OLDEST,
    LEX_ASC,
    LEX_DESC
}
