package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CredentialsSource;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.time.InstantSource;

/**
 * What is read over REST.
 *
 * @param info {@code config.json} of the catalog
 * @param credentials the exchange of a bearer for AWS credentials, cached
 * @param probe asks the catalog for {@code config.json} now, and throws what became of it
 */
public record RestCatalog(CatalogInfoReader info, CredentialsSource credentials, Runnable probe) {
    public static RestCatalog of(UpstreamHttp http, String catalogUrl, String registryUrl) {
        var exchange = new CredentialsExchange(http, registryUrl);
        var config = new CatalogConfigClient(http, catalogUrl);
        return new RestCatalog(
                config,
                new CredentialsCache(exchange::exchange, http.timeout(), InstantSource.system(), http.meters()),
                config::probe);
    }
}
