package com.quiltdata.mcp.catalog.packages;

import java.util.List;

/** Package names that share a prefix, in order; {@code complete} is false when the bucket may have more of them. */
public record PackageNames(List<String> names, boolean complete) {
    public PackageNames {
        names = List.copyOf(names);
    }
}
