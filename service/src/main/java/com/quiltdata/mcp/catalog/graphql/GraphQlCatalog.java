package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.catalog.BrowsingSessions;
import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.catalog.IdentityReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.PackageWriter;
import com.quiltdata.mcp.catalog.Reuse;
import com.quiltdata.mcp.catalog.SearchBackend;
import com.quiltdata.mcp.catalog.SessionJudge;
import com.quiltdata.mcp.catalog.SessionObserver;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.time.InstantSource;

/** What is read and changed over the registry's GraphQL endpoint. */
public record GraphQlCatalog(
        IdentityReader identity,
        BucketReader buckets,
        PackageReader packages,
        PackageWriter changes,
        BrowsingSessions sessions,
        SearchBackend search,
        SessionJudge judge) {
    /** The ports over an endpoint given in full, whose answers nobody observes. */
    public static GraphQlCatalog of(UpstreamHttp http, String endpoint, Reuse reuse) {
        return of(http, endpoint, reuse, InstantSource.system());
    }

    /** The ports over an endpoint whose answers nobody observes, with the clock by which what was learnt of its schema is forgotten. */
    static GraphQlCatalog of(UpstreamHttp http, String endpoint, Reuse reuse, InstantSource clock) {
        var client = new GraphQlClient(http, endpoint, SessionObserver.NONE);
        return of(client, reuse, (_, _) -> new SessionJudge.Verdict.None(), clock);
    }

    /**
     * The ports over an endpoint given in full: {@code QUILT_GRAPHQL_ENDPOINT}, or {@code {registry}/graphql}.
     *
     * @param observer learns whose token the registry accepts
     * @param fallback judges tokens where the registry's schema has no {@code me}
     */
    public static GraphQlCatalog of(
            UpstreamHttp http, String endpoint, Reuse reuse, SessionObserver observer, SessionJudge fallback) {
        return of(new GraphQlClient(http, endpoint, observer), reuse, fallback, InstantSource.system());
    }

    private static GraphQlCatalog of(GraphQlClient client, Reuse reuse, SessionJudge fallback, InstantSource clock) {
        var packages = new GraphQlPackages(client);
        return new GraphQlCatalog(
                new GraphQlIdentity(client),
                new GraphQlBuckets(client, reuse, clock),
                packages,
                new GraphQlChanges(client, packages),
                new GraphQlSessions(client),
                new GraphQlSearch(client, clock),
                new GraphQlJudge(client, fallback));
    }
}
