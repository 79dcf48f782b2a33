package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Toolset;
import java.util.List;

/** The tools on packages. */
public final class PackageToolset {
    /** What operators and clients call it. */
    public static final String NAME = "packages";

    private PackageToolset() {}

    public static Toolset of(PackagePorts ports) {
        return new Toolset(NAME, List.of(new PackageBrowse(ports.packages(), ports.objects())));
    }
}
