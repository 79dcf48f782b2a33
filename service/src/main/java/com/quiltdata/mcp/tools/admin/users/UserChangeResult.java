package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Doc;

/** The result of a change of a user. */
record UserChangeResult(
        @Doc("The user after the call") UserSummary user,

        @Doc("Whether anything was changed; false if the user was like this already")
        boolean changed,

        @Doc("Summary of the outcome") String message) {
    static UserChangeResult changed(User user, String message) {
        return new UserChangeResult(UserSummary.of(user), true, message);
    }

    static UserChangeResult unchanged(User user, String reason) {
        return new UserChangeResult(UserSummary.of(user), false, reason + " Nothing was changed.");
    }

    /** Returns the result of a change of roles, whose message names the roles that the user has and has lost. */
    static UserChangeResult ofRoles(User before, User after) {
        var lost = before.roleNames().stream()
                .filter(role -> !after.roleNames().contains(role))
                .toList();
        return changed(
                after,
                "Updated the roles of `%s`. %s%s"
                        .formatted(
                                after.name(),
                                roles(after),
                                lost.isEmpty() ? "" : " No longer: %s.".formatted(String.join(", ", lost))));
    }

    /** Returns a sentence that names a user's roles. */
    static String roles(User user) {
        var role = user.role();
        var extra = user.extraRoleNames();
        return "Primary role: %s; extra roles: %s."
                .formatted(role == null ? "none" : role.name(), extra.isEmpty() ? "none" : String.join(", ", extra));
    }
}
