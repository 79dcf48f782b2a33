package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;

/** Reads the caller's identity. */
public interface IdentityReader {
    /** Returns the caller's account in the catalog; a refused session is {@link CatalogException.Unauthenticated}. */
    Me me(Caller caller);
}
