package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The toolset of the package tools. */
public final class PackageToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "packages";

    private static final Set<String> FURTHER =
            Set.of("package_list", "package_entry_link", "package_browse_session", "package_update", "package_promote");

    private PackageToolset() {}

    public static Toolset of(PackagePorts ports) {
        var tools = new ArrayList<>(reading(ports));
        tools.addAll(PackageWriteTools.of(ports, PointerTiming.usual()));
        return new Toolset(NAME, tools, FURTHER);
    }

    private static List<Tool<?, ?>> reading(PackagePorts ports) {
        var desk = new PackageBrowseSession.SessionServices(
                ports.sessions(), ports.info(), ports.site(), ports.browsingTtl());
        return List.of(
                new PackagesList(ports.packages()),
                new PackageList(ports.packages()),
                new PackageBrowse(ports.packages(), ports.objects()),
                new PackageRevision(ports.packages(), ports.site()),
                new PackageRevisions(ports.packages()),
                new PackageDiff(ports.packages(), ports.manifests()),
                new PackageEntryLink(ports.packages(), ports.objects()),
                new PackageBrowseSession(ports.packages(), desk),
                new ObjectRead(ports.packages(), ports.objects()));
    }
}
