package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;

/** Revokes the caller's own API keys. */
@FunctionalInterface
public interface ApiKeyWriter {
    void revoke(Caller caller, String id);
}
