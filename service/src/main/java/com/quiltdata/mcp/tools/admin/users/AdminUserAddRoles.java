package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;

/** Adds extra roles to a user. */
record AdminUserAddRoles(AdminPorts ports) implements Tool<AdminUserAddRoles.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("Names of the roles to add, for example [\"curators\"]")
            List<String> roles) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
            "admin_user_add_roles",
            "Add roles to a user",
            Effect.WRITE,
            "Adds extra roles, which the user can switch to, to a user of the catalog; all present roles stay. Returns the "
                    + "user. To replace the primary role use admin_user_set_role. For administrators.",
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
        if (roles.isEmpty()) {
            throw new Failure.Invalid("`roles` is empty; send the names of the roles to add.");
        }
        var guard = new UserGuard(ports);
        var before = guard.target(call, name).user();
        var missing = roles.stream()
                .filter(role -> !before.roleNames().contains(role))
                .toList();
        if (missing.isEmpty()) {
            return UserChangeResult.unchanged(
                    before,
                    "`%s` already has these roles. %s".formatted(before.name(), UserChangeResult.roles(before)));
        }
        guard.requireAssignableRoles(before);
        guard.requireKnownRoles(call, missing);
        return UserChangeResult.ofRoles(before, ports.userChanges().addRoles(call.caller(), before.name(), missing));
    }
}
