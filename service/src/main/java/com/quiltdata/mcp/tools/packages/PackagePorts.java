package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.TopHashResolver;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;

/**
 * The ports that package tools use; each tool takes only what it needs, and a tool that reads takes no writer.
 *
 * @param changes creates and deletes revisions
 * @param uploads writes the objects of inline files
 * @param info the hosts beside the catalog's
 * @param browsingTtl lifetime of a browsing session
 */
public record PackagePorts(
        BucketReader buckets,
        PackageReader packages,
        PackageWriter changes,
        ManifestReader manifests,
        ObjectReader objects,
        ObjectWriter uploads,
        WorkflowReader workflows,
        BrowsingSessions sessions,
        CatalogInfoReader info,
        CatalogSite site,
        Duration browsingTtl) {
    /**
     * Returns the full top hash of a revision that a change reads before it writes anything; {@code latest} unchanged.
     * Fails as {@link TopHashResolver} does.
     */
    public String fullHash(Call call, PackageName name, String revision) {
        return Attempt.of(() -> TopHashResolver.resolve(packages, call.caller(), name, revision))
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."));
    }

    /** Returns the full top hash of a revision that exists; {@code latest} becomes its hash. */
    public String existingHash(Call call, PackageName name, String revision) {
        var pointer = fullHash(call, name, revision);
        return Attempt.of(() -> packages.revision(call.caller(), name, pointer).hash())
                .orElseThrow(reason -> reason.ofWrite("Nothing was written."));
    }
}
