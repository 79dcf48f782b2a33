package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.tool.Completer;

/** The ports that the resources of a catalog are read from. */
public record Sources(
        IdentityReader identity,
        CatalogInfoReader info,
        BucketReader buckets,
        PackageReader packages,
        ObjectReader objects) {
    /** Suggests what these ports list. */
    public Completer completer() {
        return new CatalogCompleter(buckets, packages, objects);
    }
}
