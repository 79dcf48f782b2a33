package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/**
 * Makes a user an administrator, or an administrator an ordinary user. Both ask: the first hands over the whole catalog.
 * Both can be undone, so the effect is not DESTROY.
 */
record AdminUserSetAdmin(AdminPorts ports) implements Tool<AdminUserSetAdmin.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("true to make the user an administrator, false to take that away")
            boolean admin) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
                    "admin_user_set_admin",
                    "Grant or revoke administrator rights",
                    Effect.OVERWRITE,
                    "Makes a user of the catalog an administrator, who can change all users, roles, buckets and settings, or "
                            + "takes these rights away. Returns the user. The rights to read and write buckets come from "
                            + "roles: use admin_user_set_role for those. For administrators.",
                    Input.class,
                    UserChangeResult.class)
            .confirmable();

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return true;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var user = checked(in, call);
        if (user.status().admin() == in.admin()) {
            return "";
        }
        var question = in.admin()
                ? "Make user %s (%s) an administrator? The user can then change all users, roles, buckets and settings."
                : "Take administrator rights from user %s (%s)? The user can then no longer change users, roles, buckets and settings.";
        return question.formatted(user.name(), user.email());
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var before = checked(in, call);
        var outcome = in.admin() ? "an administrator" : "without administrator rights";
        if (before.status().admin() == in.admin()) {
            return UserChangeResult.unchanged(before, "`%s` is already %s.".formatted(before.name(), outcome));
        }
        var after = ports.userChanges().setAdmin(call.caller(), before.name(), in.admin());
        return UserChangeResult.changed(after, "User `%s` is now %s.".formatted(after.name(), outcome));
    }

    private User checked(Input in, Call call) {
        var guard = new UserGuard(ports);
        var target = guard.target(call, UserArguments.name(in.name()));
        if (target.user().status().admin() != in.admin()) {
            guard.requireAssignableAdmin(target.user());
            if (!in.admin()) {
                guard.requireExpendable(call, target, "take administrator rights from");
            }
        }
        return target.user();
    }
}
