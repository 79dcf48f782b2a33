package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.tabulator.TabulatorPorts;
import com.quiltdata.mcp.context.PerCallCache;
import java.time.InstantSource;

/** The adapters over the registry's GraphQL endpoint. */
public record GraphQlCatalog(
        IdentityReader identity,
        BucketReader buckets,
        PackageReader packages,
        PackageWriter changes,
        BrowsingSessions sessions,
        SearchBackend search,
        SessionVerifier judge,
        AccountPorts account,
        AdminPorts admin,
        TabulatorPorts tabulator) {
    /**
     * Returns the adapters for an endpoint given in full: {@code QUILT_GRAPHQL_ENDPOINT}, or {@code
     * {registry}/graphql}.
     *
     * @param observer sees which tokens the registry accepts
     * @param fallback judges tokens where the registry's schema has no {@code me}
     */
    public static GraphQlCatalog of(
            UpstreamHttp http,
            String endpoint,
            PerCallCache reuse,
            SessionObserver observer,
            SessionVerifier fallback) {
        return of(new GraphQlClient(http, endpoint, observer), reuse, fallback, InstantSource.system());
    }

    /** @param clock decides when knowledge of the registry's schema expires */
    static GraphQlCatalog of(GraphQlClient client, PerCallCache reuse, SessionVerifier fallback, InstantSource clock) {
        var packages = new GraphQlPackageReader(client);
        var identity = new GraphQlIdentityReader(client);
        return new GraphQlCatalog(
                identity,
                new GraphQlBucketReader(client, reuse, new SchemaCapability(clock)),
                packages,
                new GraphQlPackageWriter(client, packages),
                new GraphQlBrowsingSessions(client),
                new GraphQlSearch(client, clock),
                new GraphQlSessionVerifier(client, fallback),
                account(client, identity),
                admin(new AdminClient(client, identity)),
                tabulator(new GraphQlTabulator(client, identity, new SchemaCapability(clock))));
    }

    private static TabulatorPorts tabulator(GraphQlTabulator tables) {
        return new TabulatorPorts(tables, tables);
    }

    private static AccountPorts account(GraphQlClient client, IdentityReader identity) {
        var account = new GraphQlAccount(client, identity);
        return new AccountPorts(identity, account, account, account);
    }

    private static AdminPorts admin(AdminClient client) {
        var users = new GraphQlUserAdmin(client);
        var roles = new GraphQlRoleAdmin(client);
        var settings = new GraphQlSettingAdmin(client);
        var buckets = new GraphQlBucketAdmin(client);
        return new AdminPorts(client.identity(), users, users, roles, roles, settings, settings, buckets, buckets);
    }
}
