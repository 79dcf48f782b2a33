package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;

/** Supplies a caller's AWS credentials. There is no fallback identity: when the exchange fails, the call fails. */
public interface CredentialsSource {
    /** Returns credentials of the caller's active role that stay valid for a few minutes. */
    Credentials get(Caller caller);

    /** Drops the caller's cached credentials, so that the next {@link #get} asks the registry. */
    void forget(Caller caller);

    /** Drops {@code refused}, which AWS refused, unless another call has already replaced it. */
    void forget(Caller caller, Credentials refused);
}
