package com.quiltdata.mcp.tools.admin;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.tool.Call;

/** The check, before a question to the user and before a change, that the caller is an administrator. */
public final class AdminRights {
    private AdminRights() {}

    /** Returns the caller; throws {@link Failure.Denied} if the catalog says that this is not an administrator. */
    public static Me require(IdentityReader identity, Call call) {
        return identity.me(call.caller())
                .requireAdmin(
                        "Only administrators of the catalog may do this, and `%s` is not one. Nothing was changed;"
                                + " ask an administrator.");
    }
}
