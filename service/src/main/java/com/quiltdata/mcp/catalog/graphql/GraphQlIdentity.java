package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.catalog.Me;
import com.quiltdata.mcp.catalog.http.Json;
import java.util.Map;

/** {@code Query.me}. */
final class GraphQlIdentity implements IdentityReader {
    private static final Operation ME = Operation.load("Me");

    private final GraphQlClient client;

    GraphQlIdentity(GraphQlClient client) {
        this.client = client;
    }

    @Override
    public Me me(Caller caller) {
        var me = client.ask(caller, ME, Map.of()).orThrow().path("me");
        return new Me(
                Fields.text(me, "name"),
                Fields.text(me, "email"),
                Fields.flag(me, "isAdmin"),
                Json.text(me.path("role"), "name"),
                Fields.list(me, "roles").stream()
                        .map(role -> Fields.text(role, "name"))
                        .toList());
    }
}
