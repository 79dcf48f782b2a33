package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;

/** Reads the caller's identity. */
public interface IdentityReader {
    /** Returns the caller's account in the catalog; a refused session is {@code UnauthenticatedException}. */
    Me me(Caller caller);
}
