package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;

/** Reads who the caller is. */
public interface IdentityReader {
    /** The caller as the catalog knows them; a refused session is {@link CatalogException.Unauthenticated}. */
    Me me(Caller caller);
}
