package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/** Changes the e-mail address of a user. */
record AdminUserSetEmail(AdminPorts ports) implements Tool<AdminUserSetEmail.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("New e-mail address, for example \"ada@example.com\"")
            String email) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
            "admin_user_set_email",
            "Change a user's e-mail",
            Effect.OVERWRITE,
            "Replaces the e-mail address of a user of the catalog and returns the user. The user name, the roles and the "
                    + "password stay. For administrators.",
            Input.class,
            UserChangeResult.class);

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var name = UserArguments.name(in.name());
        var email = UserArguments.email(in.email());
        var guard = new UserGuard(ports);
        var before = guard.target(call, name).user();
        if (before.email().equals(email)) {
            return UserChangeResult.unchanged(before, "`%s` already has this e-mail address.".formatted(before.name()));
        }
        guard.requireNoService(before);
        var after = ports.userChanges().setEmail(call.caller(), before.name(), email);
        return UserChangeResult.changed(
                after, "The e-mail address of `%s` is now %s.".formatted(after.name(), after.email()));
    }
}
