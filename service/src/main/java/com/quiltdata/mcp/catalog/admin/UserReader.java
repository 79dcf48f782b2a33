package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** Reads the accounts of the catalog, for administrators. */
public interface UserReader {
    /** Returns all users, in no particular order. */
    List<User> list(Caller caller);

    /**
     * Returns a user.
     *
     * @throws Failure.NotFound if there is no user with this name
     */
    User get(Caller caller, String name);

    /** Returns the names of the roles that a user can have. */
    List<String> roleNames(Caller caller);
}
