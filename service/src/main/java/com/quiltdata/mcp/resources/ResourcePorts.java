package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.admin.AdminReaders;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.sql.SqlPorts;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.tool.Completer;
import java.util.Optional;

/** The catalog ports that resources are read through. */
public record ResourcePorts(
        IdentityReader identity,
        CatalogInfoReader info,
        BucketReader buckets,
        PackageReader packages,
        ManifestReader manifests,
        ObjectReader objects,
        TabulatorReader tabulator,
        SqlPorts sql,
        AdminReaders admin) {
    /** Returns the catalog's description; empty while its {@code config.json} cannot be read. */
    Optional<CatalogInfo> catalogInfo() {
        return Attempt.of(() -> Optional.of(info.info())).orElse(Optional.empty());
    }

    /** Returns a completer that reads through these ports. */
    public Completer completer() {
        return new CatalogCompleter(buckets, packages, objects);
    }
}
