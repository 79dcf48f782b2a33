package com.quiltdata.mcp.catalog;

import java.util.List;

/** Names of packages that begin alike, in order; {@code whole} is false when the bucket may have more of them. */
public record PackageNames(List<String> names, boolean whole) {
    public PackageNames {
        names = List.copyOf(names);
    }
}
