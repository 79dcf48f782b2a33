package com.quiltdata.mcp.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Settings of the documentation search. */
public record DocsSection(@Nullable String url) {
    /** Returns the URL of the documentation site; null if the search is off. */
    public @Nullable URI site() {
        return url == null || off(url) ? null : URI.create(url);
    }

    static boolean off(@Nullable String url) {
        return url == null || url.isBlank() || url.equalsIgnoreCase("off");
    }
}
