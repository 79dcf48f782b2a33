package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BrowsingSession;
import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.PackageName;
import java.time.Duration;

/** {@code Mutation.browsingSessionCreate}. */
final class GraphQlSessions implements BrowsingSessions {
    @Override
    public BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime) {
        throw new Unavailable("This server cannot do that yet.", null);
    }
}
