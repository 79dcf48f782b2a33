package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** The tools on packages. */
public final class PackageToolset {
    /** What operators and clients call it. */
    public static final String NAME = "packages";

    private PackageToolset() {}

    public static Toolset of(PackageReader packages, ObjectReader objects) {
        return new Toolset(NAME, List.of(new PackageBrowse(packages, objects)));
    }
}
