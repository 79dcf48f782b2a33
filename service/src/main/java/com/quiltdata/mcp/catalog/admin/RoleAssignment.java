package com.quiltdata.mcp.catalog.admin;

import java.util.List;

/**
 * The roles to give a user.
 *
 * @param append whether the extra roles are added to those that the user has, instead of replacing them
 */
public record RoleAssignment(String role, List<String> extraRoles, boolean append) {
    public RoleAssignment {
        extraRoles = List.copyOf(extraRoles);
    }
}
