package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import org.jspecify.annotations.Nullable;

/** What API keys must match; null components match all. */
public record ApiKeyFilter(
        @Nullable String email,
        @Nullable String name,
        @Nullable String fingerprint,
        @Nullable ApiKeyStatus status) {}
