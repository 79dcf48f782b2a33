package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.CredentialsSource;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import java.time.InstantSource;

/**
 * The adapters over REST.
 *
 * @param info {@code config.json} of the catalog
 * @param credentials the cached exchange of a bearer for AWS credentials
 * @param judge asks the registry whether it accepts a token
 * @param probe fetches the catalog's {@code config.json} now, and throws if that fails
 */
public record RestCatalog(
        CatalogInfoReader info, CredentialsSource credentials, SessionVerifier judge, Runnable probe) {
    /**
     * Returns the adapters for this catalog and registry.
     *
     * @param observer sees which tokens the registry accepts
     * @param cachesConfig whether {@code config.json} is cached
     */
    public static RestCatalog of(
            UpstreamHttp http, String catalogUrl, String registryUrl, SessionObserver observer, boolean cachesConfig) {
        var exchange = new CredentialsExchange(http, registryUrl, observer);
        var config = new CatalogConfigClient(http, catalogUrl, cachesConfig);
        return new RestCatalog(
                config,
                new CredentialsCache(exchange::exchange, http.timeout(), InstantSource.system(), http.meters()),
                new RestSessionVerifier(http, registryUrl),
                config::probe);
    }
}
