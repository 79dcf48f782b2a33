package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.SessionJudge;
import com.quiltdata.mcp.catalog.SessionObserver;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.time.InstantSource;

/**
 * What is read over REST.
 *
 * @param info {@code config.json} of the catalog
 * @param credentials the exchange of a bearer for AWS credentials, cached
 * @param judge asks the registry whether it accepts a token
 * @param probe asks the catalog for {@code config.json} now, and throws what became of it
 */
public record RestCatalog(CatalogInfoReader info, CredentialsSource credentials, SessionJudge judge, Runnable probe) {
    /** The ports of this catalog and registry, whose answers nobody observes. */
    public static RestCatalog of(UpstreamHttp http, String catalogUrl, String registryUrl) {
        return of(http, catalogUrl, registryUrl, SessionObserver.NONE);
    }

    /** The ports of this catalog and registry; the observer learns whose token the registry accepts. */
    public static RestCatalog of(UpstreamHttp http, String catalogUrl, String registryUrl, SessionObserver observer) {
        var exchange = new CredentialsExchange(http, registryUrl, observer);
        var config = new CatalogConfigClient(http, catalogUrl);
        return new RestCatalog(
                config,
                new CredentialsCache(exchange::exchange, http.timeout(), InstantSource.system(), http.meters()),
                new RestJudge(http, registryUrl),
                config::probe);
    }
}
