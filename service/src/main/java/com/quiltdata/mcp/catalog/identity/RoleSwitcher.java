package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;

/** Switches the caller's active role. */
@FunctionalInterface
public interface RoleSwitcher {
    /** Makes one of the caller's roles the active one, for all sessions of the user, and returns the account after it. */
    Me switchRole(Caller caller, String role);
}
