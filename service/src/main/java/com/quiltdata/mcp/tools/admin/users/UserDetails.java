package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AssignedRole;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user in a result, with the roles in full and what administrators may change. */
record UserDetails(
        @Doc("User name") String name,
        @Doc("E-mail address") String email,
        @Doc("Whether the user can sign in") boolean isActive,
        @Doc("Whether the user is an administrator") boolean isAdmin,

        @Doc("Whether the user signs in by single sign-on only")
        boolean isSsoOnly,

        @Doc("Whether it is a service account of the stack, which nobody may change")
        boolean isService,

        @Doc("Whether the SSO configuration assigns the roles, so that they cannot be changed here")
        boolean isRoleAssignmentDisabled,

        @Doc("Whether the SSO configuration decides who is an administrator, so that it cannot be changed here")
        boolean isAdminAssignmentDisabled,

        @Doc("When the account was created") Instant dateJoined,
        @Doc("Last sign-in") @Nullable Instant lastLogin,
        @Doc("Primary role") @Nullable Role role,

        @Doc("Other roles that the user can switch to") List<Role> extraRoles) {
    record Role(
            @Doc("Role name") String name,
            @Doc("Role id") String id,
            @Doc("ARN of the role in AWS") String arn,

            @Doc("ManagedRole, whose rights the catalog's policies define, or UnmanagedRole")
            String type) {
        static Role of(AssignedRole role) {
            return new Role(role.name(), role.id(), role.arn(), role.type());
        }
    }

    static UserDetails of(User user) {
        var status = user.status();
        var role = user.role();
        return new UserDetails(
                user.name(),
                user.email(),
                status.active(),
                status.admin(),
                status.ssoOnly(),
                status.service(),
                status.rolesLocked(),
                status.adminLocked(),
                user.dateJoined(),
                user.lastLogin(),
                role == null ? null : Role.of(role),
                user.extraRoles().stream().map(Role::of).toList());
    }
}
