package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.SearchBackend;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;

/** What is read and changed over the registry's GraphQL endpoint. */
public record GraphQlCatalog(
        IdentityReader identity,
        BucketReader buckets,
        PackageReader packages,
        PackageWriter changes,
        BrowsingSessions sessions,
        SearchBackend search) {
    /** The ports over an endpoint given in full: {@code QUILT_GRAPHQL_ENDPOINT}, or {@code {registry}/graphql}. */
    public static GraphQlCatalog of(UpstreamHttp http, String endpoint, Reuse reuse) {
        var client = new GraphQlClient(http, endpoint);
        var packages = new GraphQlPackages(client);
        return new GraphQlCatalog(
                new GraphQlIdentity(client),
                new GraphQlBuckets(client, reuse),
                packages,
                new GraphQlChanges(client, packages),
                new GraphQlSessions(client),
                new GraphQlSearch(client));
    }
}
