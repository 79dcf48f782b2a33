package com.quiltdata.mcp.catalog.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.concurrent.SingleFlight;
import java.time.Duration;

/** Fetches {@code GET {catalog}/config.json} without a bearer, and caches it for five minutes or not at all. */
final class CatalogConfigClient implements CatalogInfoReader {
    private static final String KEY = "config.json";

    private final UpstreamHttp http;
    private final String catalogUrl;
    private final Upstream config;
    private final Cache<String, CatalogInfo> cache;
    private final SingleFlight<CatalogInfo> fetches;

    CatalogConfigClient(UpstreamHttp http, String catalogUrl, boolean cached) {
        this.cache = Caffeine.newBuilder()
                .maximumSize(cached ? 1 : 0)
                .executor(Runnable::run)
                .expireAfterWrite(Duration.ofMinutes(5))
                .build();
        this.fetches = new SingleFlight<>(cache::put);
        this.http = http;
        this.catalogUrl = catalogUrl;
        this.config = Upstream.catalog(catalogUrl, "/config.json");
    }

    @Override
    public CatalogInfo info() {
        var cached = cache.getIfPresent(KEY);
        return cached != null
                ? cached
                : FetchAwaiter.await(
                        fetches.join(KEY, this::fetch),
                        http.timeout(),
                        "The catalog's config.json did not arrive in time; try again.");
    }

    /** Fetches without reading or changing the cache. */
    void probe() {
        var _ = fetch();
    }

    private CatalogInfo fetch() {
        var reply = http.get(config, null);
        var json = reply.json();
        var registryUrl = UpstreamJson.text(json, "registryUrl");
        if (!reply.ok() || registryUrl == null) {
            throw new Failure.Unavailable(
                    "The catalog's config.json names no registryUrl; check that QUILT_CATALOG_URL is a Quilt catalog.",
                    null);
        }
        return new CatalogInfo(
                catalogUrl,
                registryUrl,
                UpstreamJson.text(json, "region"),
                UpstreamJson.text(json, "s3Proxy"),
                UpstreamJson.text(json, "analyticsBucket"),
                UpstreamJson.text(json, "serviceBucket"),
                UpstreamJson.text(json, "mode"),
                UpstreamJson.text(json, "stackVersion"),
                UpstreamJson.text(json, "packageRoot"));
    }
}
