package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;

/** Where a caller's AWS credentials come from. There is no other identity: when the exchange fails, the call fails. */
public interface CredentialsSource {
    /** Credentials of the caller's active role, good for some minutes yet. */
    Credentials get(Caller caller);

    /** Drops what is kept for the caller, so that the next {@link #get} asks the registry. */
    void forget(Caller caller);

    /** Drops {@code refused}, which AWS refused, unless another call has replaced it already. */
    void forget(Caller caller, Credentials refused);
}
