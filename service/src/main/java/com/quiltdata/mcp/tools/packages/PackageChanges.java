package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** The tools that change packages. */
final class PackageChanges {
    private PackageChanges() {}

    static List<Tool<?, ?>> of(PackagePorts ports, Pace pace) {
        var push = new Push(ports, pace);
        return List.of(
                new PackageCreate(push, ports),
                new PackageUpdate(push, ports),
                new PackagePatch(push, ports),
                new PackageDelete(ports, pace),
                new PackageCreateFromS3(push, ports),
                new PackagePromote(push, ports));
    }
}
