package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Promotion;
import java.time.Duration;

/** The mutations that make and take away revisions. */
final class GraphQlChanges implements PackageWriter {
    @Override
    public String construct(Caller caller, NewRevision revision, Duration limit) {
        throw notYet();
    }

    @Override
    public String promote(Caller caller, Promotion promotion, Duration limit) {
        throw notYet();
    }

    @Override
    public void deleteRevision(Caller caller, PackageName name, String hash) {
        throw notYet();
    }

    private static Unavailable notYet() {
        return new Unavailable("This server cannot do that yet.", null);
    }
}
