package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.WorkflowReader;
import java.time.Duration;

/**
 * All that a tool on packages may need; each takes only its own part, and what reads no writer.
 *
 * @param changes makes and takes away revisions
 * @param uploads puts what a package is to hold
 * @param info tells of hosts beside the catalog's
 * @param browsingTtl how long a browsing session lives
 */
public record PackagePorts(
        PackageReader packages,
        PackageWriter changes,
        ManifestReader manifests,
        ObjectReader objects,
        ObjectWriter uploads,
        WorkflowReader workflows,
        BrowsingSessions sessions,
        CatalogInfoReader info,
        CatalogSite site,
        Duration browsingTtl) {}
