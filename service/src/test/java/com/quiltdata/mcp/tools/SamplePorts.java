package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import java.time.Duration;
import java.util.List;

/** The ports of package tools with a test's own readers, and nothing behind the others. */
final class SamplePorts {
    private SamplePorts() {}

    static PackagePorts of(PackageReader packages, MemoryObjects objects) {
        return new PackagePorts(
                _ -> List.of(),
                packages,
                UnusablePorts.port(PackageWriter.class),
                UnusablePorts.port(ManifestReader.class),
                objects,
                objects,
                UnusablePorts.port(WorkflowReader.class),
                UnusablePorts.port(BrowsingSessions.class),
                UnusablePorts.port(CatalogInfoReader.class),
                CatalogSite.parse("https://open.quiltdata.com"),
                Duration.ofMinutes(3));
    }
}
