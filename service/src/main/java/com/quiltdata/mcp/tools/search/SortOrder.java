package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.tool.Name;

/** The sort orders, by their wire names. */
enum SortOrder {
    @Name("BEST_MATCH")
    BEST_MATCH,
    @Name("NEWEST")
    NEWEST,
    @Name("OLDEST")
    OLDEST,
    @Name("LEX_ASC")
    LEX_ASC,
    @Name("LEX_DESC")
    LEX_DESC;

    SearchOrder order() {
        return SearchOrder.valueOf(name());
    }
}
