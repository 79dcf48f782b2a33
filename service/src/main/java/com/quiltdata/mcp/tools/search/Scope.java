package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchOrder;
import com.quiltdata.mcp.tool.Name;
import java.util.List;

/** What search_catalog looks for. */
enum Scope {
    @Name("global")
    GLOBAL,
    @Name("packageEntry")
    PACKAGE_ENTRY,
    @Name("package")
    PACKAGE,
    @Name("file")
    FILE;

    /** The searches that make its answer; of each package the latest revision. */
    List<Search> searches(Reading reading, List<String> buckets) {
        var objects = new Search.Objects(reading.terms(buckets), SearchOrder.BEST_MATCH);
        var packages =
                new Search.Packages(reading.ofPackages().terms(buckets), SearchOrder.BEST_MATCH, true, List.of());
        return switch (this) {
            case GLOBAL -> List.of(packages, objects);
            case PACKAGE, PACKAGE_ENTRY -> List.of(packages);
            case FILE -> List.of(objects);
        };
    }
}
