package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a bucket's packages, in order of their names.
 *
 * @param total how many there are altogether, where that is known without reading on
 * @param more whether there are others after these
 */
public record PackagePage(
        List<PackageSummary> packages, @Nullable Integer total, boolean more) {
    public PackagePage {
        packages = List.copyOf(packages);
    }
}
