package com.quiltdata.mcp;

import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.objects.ObjectRead;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.importing.PackageCreateFromS3;
import com.quiltdata.mcp.tools.packages.publish.PackageCreate;
import com.quiltdata.mcp.tools.packages.publish.PackageDelete;
import com.quiltdata.mcp.tools.packages.publish.PackagePatch;
import com.quiltdata.mcp.tools.packages.publish.PackagePromote;
import com.quiltdata.mcp.tools.packages.publish.PackageRestore;
import com.quiltdata.mcp.tools.packages.publish.PackageUpdate;
import com.quiltdata.mcp.tools.packages.publish.RevisionPublisher;
import com.quiltdata.mcp.tools.packages.read.PackageBrowse;
import com.quiltdata.mcp.tools.packages.read.PackageBrowseSession;
import com.quiltdata.mcp.tools.packages.read.PackageDiff;
import com.quiltdata.mcp.tools.packages.read.PackageEntryLink;
import com.quiltdata.mcp.tools.packages.read.PackageList;
import com.quiltdata.mcp.tools.packages.read.PackageRevision;
import com.quiltdata.mcp.tools.packages.read.PackageRevisions;
import com.quiltdata.mcp.tools.packages.read.PackagesList;
import java.util.List;
import java.util.Set;

/** The toolset of the package tools, joined here because the packages of its tools do not know each other. */
public final class PackageToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "packages";

    private static final Set<String> UNLISTED = Set.of("package_list", "package_browse_session", "package_update");

    private PackageToolset() {}

    public static Toolset of(PackagePorts ports, ParquetReader parquet) {
        var services = new PackageBrowseSession.SessionServices(
                ports.sessions(), ports.info(), ports.site(), ports.browsingTtl());
        var publisher = new RevisionPublisher(ports);
        var tools = List.<Tool<?, ?>>of(
                new PackagesList(ports.packages()),
                new PackageList(ports.packages()),
                new PackageBrowse(ports.packages(), ports.manifests(), ports.objects()),
                new PackageRevision(ports.packages(), ports.site()),
                new PackageRevisions(ports.packages()),
                new PackageDiff(ports.packages(), ports.manifests(), ports.objects()),
                new PackageEntryLink(ports.packages(), ports.objects()),
                new PackageBrowseSession(ports.packages(), services),
                new ObjectRead(ports.packages(), ports.objects(), parquet),
                new PackageCreate(publisher, ports),
                new PackageUpdate(publisher, ports),
                new PackagePatch(publisher, ports),
                new PackageDelete(ports),
                new PackageCreateFromS3(publisher, ports),
                new PackagePromote(publisher, ports),
                new PackageRestore(publisher, ports));
        return new Toolset(NAME, tools, UNLISTED);
    }
}
