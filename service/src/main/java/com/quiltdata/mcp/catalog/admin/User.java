package com.quiltdata.mcp.catalog.admin;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account of the catalog.
 *
 * @param role the primary role, which is active unless the user switches to an extra role; null if there is none
 */
public record User(
        String name,
        String email,
        Instant dateJoined,
        @Nullable Instant lastLogin,
        Status status,
        @Nullable AssignedRole role,
        List<AssignedRole> extraRoles) {
    public User {
        extraRoles = List.copyOf(extraRoles);
    }

    /**
     * What an account may do, and what administrators may change in it.
     *
     * @param service whether the stack itself manages the account
     * @param rolesLocked whether the sign-on configuration assigns its roles
     * @param adminLocked whether the sign-on configuration decides whether it is an administrator
     */
    public record Status(
            boolean active,
            boolean admin,
            boolean ssoOnly,
            boolean service,
            boolean rolesLocked,
            boolean adminLocked) {}

    public List<String> extraRoleNames() {
        return extraRoles.stream().map(AssignedRole::name).toList();
    }

    /** Returns the names of all roles, the primary role first. */
    public List<String> roleNames() {
        return Stream.concat(Stream.ofNullable(role), extraRoles.stream())
                .map(AssignedRole::name)
                .toList();
    }
}
