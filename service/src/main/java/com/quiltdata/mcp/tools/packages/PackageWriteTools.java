package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** Builds the tools that change packages. */
final class PackageWriteTools {
    private PackageWriteTools() {}

    static List<Tool<?, ?>> of(PackagePorts ports, PointerTiming pace) {
        var push = new RevisionPublisher(ports, pace);
        return List.of(
                new PackageCreate(push, ports),
                new PackageUpdate(push, ports),
                new PackagePatch(push, ports),
                new PackageDelete(ports, pace),
                new PackageCreateFromS3(push, ports),
                new PackagePromote(push, ports));
    }
}
