package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes roles from a user. It does not ask: the call names each role, the result names those that were removed, and
 * admin_user_add_roles gives them back.
 */
record AdminUserRemoveRoles(AdminPorts ports) implements Tool<AdminUserRemoveRoles.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("Names of the roles to remove, for example [\"curators\"]")
            List<String> roles,

            @Doc("Name of the role that becomes the primary role; required if the primary role is removed") @Nullable
            String fallback) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
            "admin_user_remove_roles",
            "Remove roles from a user",
            Effect.OVERWRITE,
            "Removes roles from a user of the catalog; the others stay. If the primary role is among them, fallback becomes "
                    + "the primary role. Returns the user and names the roles that were removed. To lock someone out use "
                    + "admin_user_set_active. For administrators.",
            Input.class,
            UserChangeResult.class);

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var name = UserArguments.name(in.name());
        var roles = UserArguments.roles("roles", in.roles());
        var fallback = in.fallback() == null ? null : UserArguments.role("fallback", in.fallback());
        if (roles.isEmpty()) {
            throw new Failure.Invalid("`roles` is empty; send the names of the roles to remove.");
        } else if (fallback != null && roles.contains(fallback)) {
            throw new Failure.Invalid(
                    "`fallback`: %s is one of the roles to remove; send another role.".formatted(fallback));
        }
        var guard = new UserGuard(ports);
        var before = guard.target(call, name).user();
        var held = roles.stream().filter(before.roleNames()::contains).toList();
        if (held.isEmpty()) {
            return UserChangeResult.unchanged(
                    before,
                    "`%s` has none of these roles. %s".formatted(before.name(), UserChangeResult.roles(before)));
        }
        guard.requireAssignableRoles(before);
        requireFallback(before, held, fallback);
        if (fallback != null) {
            guard.requireKnownRoles(call, List.of(fallback));
        }
        return UserChangeResult.ofRoles(
                before, ports.userChanges().removeRoles(call.caller(), before.name(), held, fallback));
    }

    private static void requireFallback(User user, List<String> removed, @Nullable String fallback) {
        var primary = user.role();
        if (fallback == null && primary != null && removed.contains(primary.name())) {
            var others = user.extraRoleNames().stream()
                    .filter(role -> !removed.contains(role))
                    .toList();
            throw new Failure.Invalid("`fallback` is missing: %s is the primary role of `%s`, so send the role that"
                            .formatted(primary.name(), user.name())
                    + " replaces it%s. Nothing was changed."
                            .formatted(others.isEmpty() ? "" : ", for example " + others.getFirst()));
        }
    }
}
