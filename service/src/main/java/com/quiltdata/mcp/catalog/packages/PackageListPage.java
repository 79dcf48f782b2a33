package com.quiltdata.mcp.catalog.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a bucket's packages, in order of name.
 *
 * @param total number of packages on all pages; null where counting them would take further reads
 * @param more whether packages follow this page
 */
public record PackageListPage(
        List<PackageSummary> packages, @Nullable Integer total, boolean more) {
    public PackageListPage {
        packages = List.copyOf(packages);
    }
}
