package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.Me;
import java.util.Map;

/** Reads the caller's identity from {@code Query.me}. */
record GraphQlIdentityReader(GraphQlClient client) implements IdentityReader {
    private static final Operation ME = Operation.load("Me");

    @Override
    public Me me(Caller caller) {
        return me(client.query(caller, ME, Map.of()).orThrow().path("me"));
    }

    static Me me(JsonNode me) {
        return new Me(
                ResponseFields.text(me, "name"),
                ResponseFields.text(me, "email"),
                ResponseFields.flag(me, "isAdmin"),
                UpstreamJson.text(me.path("role"), "name"),
                ResponseFields.list(me, "roles").stream()
                        .map(role -> ResponseFields.text(role, "name"))
                        .toList());
    }
}
