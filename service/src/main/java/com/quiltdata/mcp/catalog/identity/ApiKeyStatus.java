package com.quiltdata.mcp.catalog.identity;

/** Whether an API key can still be used. */
public enum ApiKeyStatus {
    ACTIVE,
    EXPIRED
}
