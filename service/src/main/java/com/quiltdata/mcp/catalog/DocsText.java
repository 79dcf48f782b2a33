package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** The whole text of a documentation page; {@code modified} is as in the sitemap. */
public record DocsText(
        String url, String title, String text, @Nullable String modified) {}
