package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BrowsingSession;
import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import java.time.Duration;

/** {@code Mutation.browsingSessionCreate}. */
final class GraphQlSessions implements BrowsingSessions {
    private static final Operation CREATE = Operation.load("BrowsingSessionCreate");

    private final GraphQlClient client;

    GraphQlSessions(GraphQlClient client) {
        this.client = client;
    }

    @Override
    public BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime) {
        var scope = scope(name, hash);
        var data = client.change(
                caller,
                CREATE,
                json -> {
                    json.writeStringField("scope", scope);
                    json.writeNumberField("ttl", Math.toIntExact(lifetime.toSeconds()));
                },
                client.timeout());
        var session = Outcome.of(caller, data, "BrowsingSession");
        return new BrowsingSession(Fields.text(session, "id"), Fields.instant(session, "expires"));
    }

    private static String scope(PackageName name, String hash) {
        try {
            return new QuiltUri(name.bucket(), name.name(), hash, null, null, null).print();
        } catch (IllegalArgumentException e) {
            throw new Rejected(null, "There is no browsing of this package: " + e.getMessage());
        }
    }
}
