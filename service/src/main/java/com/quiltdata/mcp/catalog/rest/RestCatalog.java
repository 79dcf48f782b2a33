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
 */
public record RestCatalog(CatalogInfoReader info, CredentialsSource credentials) {
    public static RestCatalog of(UpstreamHttp http, String catalogUrl, String registryUrl) {
        var exchange = new CredentialsExchange(http, registryUrl);
        return new RestCatalog(
                new CatalogConfigClient(http, catalogUrl),
                new CredentialsCache(registryUrl, exchange::exchange, http.timeout(), InstantSource.system()));
    }
}
