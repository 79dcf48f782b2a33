package com.quiltdata.mcp.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Quilt's public documentation. */
public record DocsSection(@Nullable String url) {
    /** Where it is; null when it is switched off. */
    public @Nullable URI site() {
        return url == null || off(url) ? null : URI.create(url);
    }

    static boolean off(@Nullable String url) {
        return url == null || url.isBlank() || url.equalsIgnoreCase("off");
    }
}
