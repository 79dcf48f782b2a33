package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Doc;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user in a result, with the names of the roles. */
record UserSummary(
        @Doc("User name") String name,
        @Doc("E-mail address") String email,
        @Doc("Whether the user can sign in") boolean isActive,
        @Doc("Whether the user is an administrator") boolean isAdmin,

        @Doc("Whether the user signs in by single sign-on only")
        boolean isSsoOnly,

        @Doc("Whether it is a service account of the stack") boolean isService,

        @Doc("When the account was created") Instant dateJoined,
        @Doc("Last sign-in") @Nullable Instant lastLogin,
        @Doc("Primary role") @Nullable String role,

        @Doc("Other roles that the user can switch to") List<String> extraRoles) {
    static UserSummary of(User user) {
        var status = user.status();
        var role = user.role();
        return new UserSummary(
                user.name(),
                user.email(),
                status.active(),
                status.admin(),
                status.ssoOnly(),
                status.service(),
                user.dateJoined(),
                user.lastLogin(),
                role == null ? null : role.name(),
                user.extraRoleNames());
    }
}
