package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** What the catalog says of itself in {@code config.json}, open to all; every field but these two may be absent. */
public record CatalogInfo(
        String catalogUrl,
        String registryUrl,
        @Nullable String region,
        @Nullable String s3Proxy,
        @Nullable String analyticsBucket,
        @Nullable String serviceBucket,
        @Nullable String mode,
        @Nullable String stackVersion,
        @Nullable String packageRoot) {}
