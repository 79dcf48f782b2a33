package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;

/** Reads the identity that AWS sees behind a caller's credentials. */
public interface AwsIdentityReader {
    /** Returns the identity of the caller's credentials, which the registry issues for the active role. */
    AwsIdentity identity(Caller caller);
}
