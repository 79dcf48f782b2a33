package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes the accounts of the catalog, for administrators. A method that takes the name of a user throws {@link
 * Failure.NotFound} if there is none with this name; those that return a user return it as changed.
 */
public interface UserWriter {
    User create(Caller caller, NewUser user);

    void delete(Caller caller, String name);

    User setEmail(Caller caller, String name, String email);

    User setAdmin(Caller caller, String name, boolean admin);

    User setActive(Caller caller, String name, boolean active);

    void resetPassword(Caller caller, String name);

    User setRole(Caller caller, String name, RoleAssignment roles);

    User addRoles(Caller caller, String name, List<String> roles);

    /** Removes roles; {@code fallback} becomes the primary role if that is among them. */
    User removeRoles(Caller caller, String name, List<String> roles, @Nullable String fallback);
}
