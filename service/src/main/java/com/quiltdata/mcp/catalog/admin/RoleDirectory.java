package com.quiltdata.mcp.catalog.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All roles of a catalog.
 *
 * @param defaultId the id of the role that new users get; null if there is none
 */
public record RoleDirectory(List<Role> roles, @Nullable String defaultId) {
    public RoleDirectory {
        roles = List.copyOf(roles);
    }

    /** Returns the name of the role that new users get. */
    public Optional<String> defaultRole() {
        return roles.stream().filter(this::isDefault).map(Role::name).findFirst();
    }

    public boolean isDefault(Role role) {
        return role.ref().id().equals(defaultId);
    }
}
