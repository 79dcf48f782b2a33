package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.packages.BrowsingSession;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import java.time.Duration;
import java.util.Map;

/** Opens browsing sessions by {@code Mutation.browsingSessionCreate}. */
record GraphQlBrowsingSessions(GraphQlClient client) implements BrowsingSessions {
    private static final Operation CREATE = Operation.load("BrowsingSessionCreate");

    @Override
    public BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime) {
        var variables = Map.of("scope", scope(name, hash), "ttl", Math.toIntExact(lifetime.toSeconds()));
        var data = client.mutate(caller, CREATE, variables, client.timeout());
        var session = MutationResult.of(caller, name.bucket(), data, "BrowsingSession");
        return new BrowsingSession(ResponseFields.text(session, "id"), ResponseFields.instant(session, "expires"));
    }

    private static String scope(PackageName name, String hash) {
        try {
            return new QuiltUri(name.bucket(), name.name(), hash, null, null, null).print();
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid("This package cannot be browsed: " + e.getMessage());
        }
    }
}
