package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.tool.Name;
import java.util.List;

/** The kinds of things that search_catalog finds. */
enum SearchScope {
    @Name("global")
    GLOBAL,
    @Name("packageEntry")
    PACKAGE_ENTRY,
    @Name("package")
    PACKAGE,
    @Name("file")
    FILE;

    /** Returns the searches to run; packages are searched by their latest revision. */
    List<Search> searches(ParsedQuery query, List<String> buckets) {
        return switch (this) {
            case GLOBAL -> List.of(packages(query, buckets), objects(query, buckets));
            case PACKAGE, PACKAGE_ENTRY -> List.of(packages(query, buckets));
            case FILE -> List.of(objects(query, buckets));
        };
    }

    private static Search objects(ParsedQuery query, List<String> buckets) {
        return new Search.Objects(query.ofObjects().terms(buckets), SearchOrder.BEST_MATCH);
    }

    private static Search packages(ParsedQuery query, List<String> buckets) {
        return new Search.Packages(query.ofPackages().terms(buckets), SearchOrder.BEST_MATCH, true, List.of());
    }
}
