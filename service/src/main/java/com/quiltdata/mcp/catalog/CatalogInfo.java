package com.quiltdata.mcp.catalog;

import java.util.regex.Pattern;
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
        @Nullable String packageRoot) {
    private static final Pattern ANALYTICS = Pattern.compile("(?i)(.+?)-analyticsbucket.*");

    /** Returns the name of the Quilt stack, which begins the name of the analytics bucket; null if that is unknown. */
    public @Nullable String stack() {
        if (analyticsBucket == null) {
            return null;
        }
        var named = ANALYTICS.matcher(analyticsBucket);
        var stack = named.matches() ? named.group(1) : analyticsBucket.split("-", 2)[0];
        return stack.isEmpty() ? null : stack;
    }

    /** Returns Athena's data catalog of the tabulator tables, which the stack's name is part of; null if that is unknown. */
    public @Nullable String tabulatorDataCatalog() {
        var stack = stack();
        return stack == null ? null : "quilt-" + stack + "-tabulator";
    }
}
