package com.quiltdata.mcp;

import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.publish.RevisionPublisher;
import com.quiltdata.mcp.tools.packages.summaries.PackageAddSummary;
import com.quiltdata.mcp.tools.packages.summaries.SummaryTools;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The toolset of summaries, joined here because summaries and the publisher of revisions do not know each other. */
public final class SummaryToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "summaries";

    private SummaryToolset() {}

    /** Builds the toolset; {@code standard} lists none of its tools, to stay small. */
    public static Toolset of(PackagePorts ports) {
        var tools = new ArrayList<Tool<?, ?>>(SummaryTools.of(ports.site(), InstantSource.system()));
        tools.add(new PackageAddSummary(new RevisionPublisher(ports), ports));
        var names = tools.stream().map(tool -> tool.spec().name()).collect(Collectors.toSet());
        return new Toolset(NAME, List.copyOf(tools), names);
    }
}
