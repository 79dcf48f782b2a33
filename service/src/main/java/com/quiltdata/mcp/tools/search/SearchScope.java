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
        var objects = new Search.Objects(query.terms(buckets), SearchOrder.BEST_MATCH);
        var packages = new Search.Packages(query.ofPackages().terms(buckets), SearchOrder.BEST_MATCH, true, List.of());
        return switch (this) {
            case GLOBAL -> List.of(packages, objects);
            case PACKAGE, PACKAGE_ENTRY -> List.of(packages);
            case FILE -> List.of(objects);
        };
    }
}
