package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** The catalog's public self-description in {@code config.json}; every field but the first two may be absent. */
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
