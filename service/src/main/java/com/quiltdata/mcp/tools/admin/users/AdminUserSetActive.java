package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/** Activates or deactivates a user. Only a deactivation asks; it can be undone, so its effect is not DESTROY. */
record AdminUserSetActive(AdminPorts ports) implements Tool<AdminUserSetActive.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("false to deactivate the user, true to activate the user again")
            boolean active) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
                    "admin_user_set_active",
                    "Activate or deactivate a user",
                    Effect.OVERWRITE,
                    "Deactivates a user of the catalog, who then cannot sign in or use the catalog but keeps name, e-mail and "
                            + "roles, or activates the user again. Returns the user. Prefer it to admin_user_delete for someone "
                            + "who leaves. For administrators.",
                    Input.class,
                    UserChangeResult.class)
            .confirmable();

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return !in.active();
    }

    @Override
    public String confirmation(Input in, Call call) {
        var user = checked(in, call);
        return user.status().active() == in.active()
                ? ""
                : "Deactivate user %s (%s)? The user can then not sign in or use the catalog until activated again."
                        .formatted(user.name(), user.email());
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var before = checked(in, call);
        var outcome = in.active() ? "active" : "deactivated";
        if (before.status().active() == in.active()) {
            return UserChangeResult.unchanged(before, "`%s` is already %s.".formatted(before.name(), outcome));
        }
        var after = ports.userChanges().setActive(call.caller(), before.name(), in.active());
        return UserChangeResult.changed(after, "User `%s` is now %s.".formatted(after.name(), outcome));
    }

    private User checked(Input in, Call call) {
        var guard = new UserGuard(ports);
        var target = guard.target(call, UserArguments.name(in.name()));
        if (target.user().status().active() != in.active()) {
            guard.requireNoService(target.user());
            if (!in.active()) {
                guard.requireExpendable(call, target, "deactivate");
            }
        }
        return target.user();
    }
}
