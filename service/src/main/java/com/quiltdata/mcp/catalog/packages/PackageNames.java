package com.quiltdata.mcp.catalog.packages;

import java.util.List;

/** Package names that share a prefix, in order; {@code whole} is false when the bucket may have more of them. */
public record PackageNames(List<String> names, boolean whole) {
    public PackageNames {
        names = List.copyOf(names);
    }
}
